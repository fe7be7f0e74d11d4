"""What browsers start: it stands between the extension's pipe and the control socket of one home."""
