"""Floor 0: values that need nothing of ours and work in a plain interpreter."""
