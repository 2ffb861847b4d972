"""Mail: reading what came in. Pure functions; nothing here asks the database or the network."""
