"""Returned: sheets of ours that come back, compared cell by cell with what was sent out and with what stands now."""
