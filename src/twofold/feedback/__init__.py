"""Hearing: reviews and mentions, ideas, observations."""
