"""What is owed to customers, for programs."""

ROUTERS = ("cases",)
