"""Ideas, for customers."""
