"""What was heard, for programs."""

ROUTERS = (
    "ideas",
    "reviews",
)
