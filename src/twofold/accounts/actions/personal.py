"""The logins of people. Whoever is erased can sign in no more, and their address may be used by someone else."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.models import ApiToken, CapabilityGrant, Invitation, KnownDevice, Membership, User
from twofold.core.setwise import among
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

ADMINISTER = CapabilityGrant.Capability.ADMINISTER
GO_WITH_THE_LOGIN = (EmailAddress, Authenticator, UserSession, ApiToken, CapabilityGrant, Membership)


def close_logins(ids: Sequence[int], now: datetime) -> None:
    """End sessions, tokens, second steps and what the logins were allowed."""
    users = User.objects.filter(person_id__in=among(ids))
    for model in GO_WITH_THE_LOGIN:
        model.objects.filter(user__in=users).delete()
    for user in users:
        Invitation.objects.filter(email__iexact=user.email).delete()
        user.sign_outs += 1
        user.save(update_fields=["sign_outs"])


def obstacles(ids: Sequence[int]) -> Mapping[int, str]:
    """The last administrator cannot be erased: nobody could let anyone in any more."""
    administrators = User.objects.filter(is_active=True, capability_grants__capability=ADMINISTER)
    left = administrators.exclude(person_id__in=among(ids))
    if left.exists():
        return {}
    sentence = _("They are the last administrator. Make somebody else one first.")
    return dict.fromkeys(
        administrators.filter(person_id__in=among(ids)).values_list("person_id", flat=True), sentence
    )


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People who have signed in since."""
    users = User.objects.filter(person_id__in=among(ids), last_login__gte=since)
    return set(users.values_list("person_id", flat=True))


PERSONAL_DATA = personal_data(
    gettext_lazy("Login"),
    PersonalRows(
        KnownDevice,
        gettext_lazy("Devices"),
        "user__person_id",
        goes=True,
        shows={gettext_lazy("First seen"): "first_at", gettext_lazy("Last seen"): "last_at"},
        hides=frozenset({"token_hash"}),
    ),
    PersonalRows(
        Invitation,
        gettext_lazy("Invitations"),
        "person_id",
        goes=True,
        shows={gettext_lazy("Sent"): "created_at"},
        hides=frozenset({"token_hash"}),
    ),
    PersonalRows(
        User,
        gettext_lazy("Login"),
        "person_id",
        instead={
            "email": lambda user_id: f"erased-{user_id}@erased.invalid",
            "password": make_password(None),
            "is_active": False,
        },
        shows={gettext_lazy("Made"): "created_at"},
        hides=frozenset({"password"}),
    ),
    before=close_logins,
    obstacles=obstacles,
    active_since=active_since,
)
