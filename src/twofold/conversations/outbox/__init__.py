"""The outbox: how what was decided to be sent reaches a mail server, once. It can read messages, and never a note."""
