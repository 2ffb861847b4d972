"""Who can sign in to the example: one person for each kind of work."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from twofold.accounts.actions.accounts import make_account
from twofold.accounts.models import CapabilityGrant, Membership
from twofold.core.actor import Level
from twofold.example.actions.organization import ENTERPRISE, HOST
from twofold.example.actions.stage import Stage

Capability = CapabilityGrant.Capability
EVERYTHING = tuple(Capability)
# name before the @: (unit, level, capabilities, what they do all day)
LOGINS = {
    "director": (ENTERPRISE, Level.LEAD, EVERYTHING, "leads the enterprise and administers Twofold"),
    "care": ("Customer Care", Level.WORK, (), "answers customers"),
    "webshop": ("Web Shop", Level.LEAD, (Capability.IMPORT,), "leads the web shop"),
    "it": ("IT", Level.WORK, (), "helps colleagues"),
    "people": ("People", Level.LEAD, (), "leads the sealed unit People"),
}


@dataclass(frozen=True)
class Login:
    """Someone to sign in as."""

    email: str
    person: str
    does: str


def open_accounts(stage: Stage) -> None:
    """Make the accounts, all with the password of this installation."""
    password = example_password()
    for name, (unit, level, capabilities, _) in LOGINS.items():
        person = stage.staff[unit][0]
        user = make_account(email=f"{name}@{HOST}.example", password=password, person=person, now=stage.now)
        Membership.objects.create(user=user, unit=stage.units[unit], level=level)
        CapabilityGrant.objects.bulk_create(
            [CapabilityGrant(user=user, capability=one) for one in capabilities]
        )


def logins() -> list[Login]:
    """The accounts as they can be shown to whoever started the example."""
    from twofold.accounts.models import User

    names = {
        user.email: user.person.name
        for user in User.objects.filter(email__endswith=f"@{HOST}.example").select_related("person")
    }
    return [
        Login(email, names[email], does)
        for name, (_, _, _, does) in LOGINS.items()
        if (email := f"{name}@{HOST}.example") in names
    ]


def example_password() -> str:
    """The one password of the example on this machine, made when it is first asked for and kept in keys/."""
    kept: Path = settings.KEYS_DIR / "example_password"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text("-".join(secrets.choice(WORDS) for _ in range(4)), encoding="ascii")
    return kept.read_text(encoding="ascii")


WORDS = """
alder anchor apple arrow autumn basket beacon birch blossom bottle branch bridge bronze button candle canvas cedar cherry circle
clover cobalt copper coral cotton cradle cricket crystal dahlia dancer ember falcon feather fiddle finch forest garden ginger
glacier hammer harbor hazel hollow honey island ivory jasmine juniper kettle ladder lantern lemon linden magnet maple marble
meadow mirror mortar nectar needle oyster paddle paper pebble pepper pillow plum pocket poplar quartz raven ribbon river rocket
saddle saffron sailor sandal shadow silver spruce summit sunset tangle thimble thistle timber tulip tunnel turtle valley velvet
violet walnut willow window winter wren
""".split()
