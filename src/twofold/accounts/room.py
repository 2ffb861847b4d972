"""The plate of accounts."""

from twofold.accounts.models import ApiToken, CapabilityGrant, Invitation, Membership, User
from twofold.core.plates import Plate

plate = Plate(
    name="accounts",
    public_models=(User, Membership, CapabilityGrant, Invitation, ApiToken),
    privacy={
        User: {
            "password": "sensitive",
            "last_login": "personal",
            "email": "personal",
            "person": "none",
            "is_active": "none",
            "created_at": "none",
        },
        Membership: dict.fromkeys(("user", "unit", "level"), "none"),
        CapabilityGrant: dict.fromkeys(("user", "capability"), "none"),
        Invitation: {
            "email": "personal",
            "person": "none",
            "unit": "none",
            "level": "none",
            "capabilities": "none",
            "token_hash": "sensitive",
            "invited_by": "none",
            "created_at": "none",
            "expires_at": "none",
            "accepted_at": "none",
            "withdrawn_at": "none",
        },
        ApiToken: {
            "user": "none",
            "name": "none",
            "prefix": "none",
            "token_hash": "sensitive",
            "scopes": "none",
            "created_at": "none",
            "expires_at": "none",
            "last_used_at": "none",
            "revoked_at": "none",
        },
    },
)
