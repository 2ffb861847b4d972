"""People and organisations, for programs."""

ROUTERS = ("parties",)
