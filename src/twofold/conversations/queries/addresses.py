"""Where people are written to, set-wise: the address they gave, or else the one by which they sign in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twofold.accounts.models import User
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint, Party

REASON = "where those who are written to can be reached"
Delivery = ContactPoint.Delivery
REACHABLE = (Delivery.WORKS, Delivery.UNSURE)


@dataclass(frozen=True)
class Reach:
    """How somebody can be reached by mail.

    :param address: "" when there is none
    :param is_gone: whether an address was given that does not exist any more, or whose owner objected
    :param language: in which they read, as far as anyone said; "" else
    """

    address: str = ""
    is_gone: bool = False
    language: str = ""


def reach_of(parties: Sequence[int]) -> Mapping[int, Reach]:
    """Party → how they are reached; erased and unknown ones are left out. Three questions, however many."""
    ids = among(sorted(parties))
    known = Party.objects.system(REASON).filter(pk__in=ids, erased_at=None, is_unknown_buyer=False)
    logins = _logins(parties)
    points = _points(parties)
    found = {}
    for party, language in known.values_list("pk", "language"):
        login_address, login_language = logins.get(party, ("", ""))
        given = points.get(party, {})
        address = next((one for one, delivery in given.items() if delivery in REACHABLE), "")
        is_gone = bool(given) and not address
        found[party] = Reach(
            address or ("" if login_address in given else login_address), is_gone, login_language or language
        )
    return found


def _points(parties: Sequence[int]) -> dict[int, dict[str, str]]:
    """Party → its addresses with how they deliver, the one to use first."""
    rows = ContactPoint.objects.system(REASON).filter(
        party_id__in=among(sorted(parties)), kind=ContactPoint.Kind.EMAIL
    )
    found: dict[int, dict[str, str]] = {}
    for party, address, delivery in rows.order_by("-is_primary", "pk").values_list(
        "party_id", "normalized", "delivery"
    ):
        found.setdefault(party, {})[address] = delivery
    return found


def _logins(parties: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = User.objects.filter(person_id__in=among(sorted(parties)), is_active=True).order_by("-pk")
    return {
        party: (email.lower(), language)
        for party, email, language in rows.values_list("person_id", "email", "language")
    }
