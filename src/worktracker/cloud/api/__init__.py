"""The JSON interface of docs/sync.md: who the server is, devices, grants, summaries, deletion."""
