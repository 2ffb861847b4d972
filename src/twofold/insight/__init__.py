"""What it adds up to: the mirror of both kinds of customer."""
