"""What the channels on a user's own website have in common: who may embed them, and what keeps machines out."""
