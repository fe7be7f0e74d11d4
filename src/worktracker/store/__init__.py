"""The store: one encrypted SQLite file, its one writer and its many readers.

The only importer of ``sqlcipher3``. docs/formats.md documents the schema for other tools.
"""
