"""The page of reports: where time went, of which days, seen from several sides."""
