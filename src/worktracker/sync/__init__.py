"""Totals that leave the machine, where the user has granted it: grants, what they let out, and the record of it."""
