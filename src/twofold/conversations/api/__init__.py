"""What is said with customers, for programs, and what colleagues note beside it."""

ROUTERS = ("channels", "conversations", "messages", "notes")
