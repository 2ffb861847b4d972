"""Files by the hash of their content, and attachments that give them a name, a place and an owner."""
