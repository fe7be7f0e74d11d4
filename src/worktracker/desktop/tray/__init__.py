"""The tray: the icon, its menu, and what takes its place where no panel shows icons."""
