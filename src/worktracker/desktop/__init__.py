"""The Qt app: tray icon, windows and dialogs. Shows and asks; decides nothing."""
