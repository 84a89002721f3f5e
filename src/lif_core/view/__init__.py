"""Floor 5, view: what somebody sees on a day: records, deadlines, facts."""
