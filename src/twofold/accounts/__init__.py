"""Who logs in: users, their memberships in units, capabilities, invitations and tokens."""
