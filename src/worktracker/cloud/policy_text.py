"""The first version of the policy, in force from the first start."""

from __future__ import annotations

FIRST_TEXT = """\
This server keeps what you grant it: for each day the names of categories or applications that you listed,
and how long each was in use, rounded as you chose. It keeps your account's name, a hash of your password,
your devices' pseudonyms and keys, and your grants' receipts. It keeps no addresses that you come from, and
it sends nothing to anybody.

You can see all of it, export it, correct it and delete it on these pages, without asking anyone. A grant
that you take back is deleted at once with everything under it; an account at once or after 30 days, as you
choose. What was deleted is deleted again from copies that are restored.

A new version of this text is shown here 30 days before it holds. Until you have accepted it, nothing more
comes in.
"""
