"""The server's database: its tables, how it is opened, and how it grows (SQLite or PostgreSQL)."""
