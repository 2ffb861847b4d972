"""Other systems, such as the bridge to a messenger: a program brings in what was said there and fetches the answers."""
