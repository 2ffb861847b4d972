"""Asking: surveys, their questions, and what was answered."""
