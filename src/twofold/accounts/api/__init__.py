"""Who asks, for programs."""

ROUTERS = ("me",)
