"""What was said: channels and messages, and the notes that never leave the staff."""
