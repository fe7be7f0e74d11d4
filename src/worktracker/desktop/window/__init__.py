"""The window: its frame, and what its pages share."""
