"""How one works: import, search, and what else stands between a person and the records."""
