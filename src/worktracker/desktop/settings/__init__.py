"""The Settings page: every setting, what it means, and a control that fits it."""
