"""Whom one serves and what they were served, for programs."""

ROUTERS = ("relationships", "dealings")
