"""X11: windows, idleness and locking over one connection to the X server, by events alone."""
