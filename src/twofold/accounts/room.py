"""The plate of accounts."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from twofold.accounts.models import ApiToken, CapabilityGrant, Invitation, KeptAnswer, Membership, User
from twofold.core.plates import NavItem, Plate, Schedule

plate = Plate(
    name="accounts",
    public_models=(User, Membership, CapabilityGrant, Invitation, ApiToken, KeptAnswer),
    schedules=(
        Schedule("accounts.prune_kept_answers", "twofold.accounts.tasks.prune_kept_answers", at=time(3, 20)),
    ),
    navigation=(NavItem(label=_("Settings"), url_name="accounts:settings", icon="settings", order=90),),
    verbs={
        "accounts.set_up": _("Twofold set up"),
        "accounts.person_invited": _("Invited to the unit"),
        "accounts.invitation_accepted": _("Invitation accepted"),
        "accounts.invitation_withdrawn": _("Invitation withdrawn"),
        "accounts.membership_granted": _("Became a member of the unit"),
        "accounts.membership_changed": _("Level in the unit changed"),
        "accounts.membership_ended": _("Left the unit"),
        "accounts.sealed_unit_joined": _("An administrator joined the sealed unit"),
        "accounts.capabilities_changed": _("Capabilities changed"),
        "accounts.user_deactivated": _("Account closed"),
        "accounts.user_reactivated": _("Account opened again"),
        "accounts.sessions_ended": _("Signed out everywhere"),
        "accounts.token_issued": _("API token made"),
        "accounts.token_revoked": _("API token revoked"),
    },
    privacy={
        User: {
            "password": "sensitive",
            "last_login": "personal",
            "email": "personal",
            "person": "none",
            "is_active": "none",
            "created_at": "none",
            "sign_outs": "none",
            "language": "personal",
            **dict.fromkeys(("date_style", "theme", "density", "is_keyed", "is_quiet_after_hours"), "none"),
        },
        Membership: dict.fromkeys(("user", "unit", "level"), "none"),
        CapabilityGrant: dict.fromkeys(("user", "capability"), "none"),
        Invitation: {
            "email": "personal",
            "name": "personal",
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
        KeptAnswer: {
            "token": "none",
            "key": "none",
            "request_hash": "none",
            "status": "none",
            "body": "personal",
            "claimed_at": "none",
        },
    },
)
