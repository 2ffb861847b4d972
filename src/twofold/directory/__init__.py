"""Who they are: people, organisations and units, how they belong, and how to reach them."""
