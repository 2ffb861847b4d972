"""The door for customers."""
