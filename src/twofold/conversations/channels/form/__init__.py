"""Web forms: on a page of the user's own, or on one of ours; what is handed in begins a conversation, or a case."""
