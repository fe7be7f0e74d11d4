"""The person's pages: their totals, grants, devices and account, as plain HTML without a script."""
