"""Mail servers and a mailbox, as the room of conversations has them."""

from twofold.conversations.tests.conftest import care, files_dir, mail_servers

__all__ = ["care", "files_dir", "mail_servers"]
