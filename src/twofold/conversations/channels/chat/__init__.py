"""The chat on a page of the user's: a stranger writes and reads there, the staff in the inbox as ever."""
