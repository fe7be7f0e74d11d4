"""Totals that leave the machine where the user has granted it: grants, what goes, and the record of it."""
