"""What the desktop shows, as samples: one folder or file a desktop, chosen in ``select``."""
