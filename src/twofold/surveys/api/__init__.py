"""What was asked, and what may be told of the answers, for programs."""

ROUTERS = ("surveys",)
