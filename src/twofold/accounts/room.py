"""The plate of accounts."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from twofold.accounts.access import can_manage_people
from twofold.accounts.actions.account_mail import SUBJECTS
from twofold.accounts.actions.personal import PERSONAL_DATA
from twofold.accounts.models import (
    ApiToken,
    CapabilityGrant,
    Invitation,
    KeptAnswer,
    KnownDevice,
    Membership,
    SignInCode,
    Tries,
    User,
)
from twofold.accounts.queries.notices import NOTICES
from twofold.core.plates import Command, Listener, Mover, NavItem, Plate, Schedule, Undoer
from twofold.directory.models import Party

plate = Plate(
    name="accounts",
    personal_data=(PERSONAL_DATA,),
    notices=NOTICES,
    movers=(Mover(User, "person_id", to=Party), Mover(Invitation, "person_id", to=Party)),
    undoers=(Undoer(User, label=_("Accounts")), Undoer(Invitation, label=_("Invitations"))),
    public_models=(
        User,
        Membership,
        CapabilityGrant,
        Invitation,
        ApiToken,
        KeptAnswer,
        KnownDevice,
        SignInCode,
        Tries,
    ),
    listeners=tuple(Listener(verb, "twofold.accounts.tasks.mail_about_account") for verb in SUBJECTS),
    schedules=(
        Schedule("accounts.prune_kept_answers", "twofold.accounts.tasks.prune_kept_answers", at=time(3, 20)),
    ),
    navigation=(NavItem(_("Settings"), "accounts:settings", "settings", 990, key="s", is_aside=True),),
    commands=(
        Command(
            _("Invite someone"), "accounts:invitation-list", "mail", "create", shown_to=can_manage_people
        ),
        Command(_("Change your password"), "account_change_password", "key", "act"),
        Command(_("Change your e-mail address"), "accounts:address", "mail", "act"),
        Command(_("Sign out"), "account_logout", "logout", "act"),
    ),
    verbs={
        "accounts.set_up": _("Twofold set up"),
        "accounts.customer_let_in": _("Signed in to the portal for the first time"),
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
        "accounts.session_ended": _("A browser signed out"),
        "accounts.password_changed": _("Password changed"),
        "accounts.address_changed": _("E-mail address for signing in changed"),
        "accounts.new_device_used": _("Signed in with a new browser"),
        "accounts.factor_added": _("Second step added"),
        "accounts.factor_removed": _("Second step removed"),
        "accounts.factors_reset": _("Second steps taken off by an administrator"),
        "accounts.recovery_codes_renewed": _("Recovery codes renewed"),
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
        KnownDevice: {
            **dict.fromkeys(("user", "first_at", "last_at"), "none"),
            **dict.fromkeys(("network", "label"), "personal"),
            "token_hash": "sensitive",
        },
        Tries: dict.fromkeys(("key", "count", "last_at"), "none"),
        SignInCode: dict.fromkeys(("key", "code_hash", "expires_at", "tries"), "none"),
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
