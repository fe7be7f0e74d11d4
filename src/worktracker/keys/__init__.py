"""Where the store's key lives: the operating system's keyring, a passphrase, a recovery phrase.

The store is encrypted with one random 256-bit raw key. A small file beside it
(:mod:`~worktracker.keys.slots`) names the ways to that key and holds nothing private.
The keyring and the passphrase's cryptography live only in a short-lived child
(:mod:`~worktracker.keys.keyring_process`), never in the app's own memory. Why it is built
like this: docs/decisions/0004-key-slots.md.
"""
