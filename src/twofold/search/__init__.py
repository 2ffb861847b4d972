"""Index rows for everything that can be found, and the full-text engines of both databases."""
