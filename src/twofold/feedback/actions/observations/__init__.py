"""Observations: what was seen or overheard, coded so that it can be counted."""
