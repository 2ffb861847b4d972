"""Who is behind the addresses of a mail."""

from collections.abc import Iterable

from twofold.conversations.models import Mailbox
from twofold.core.setwise import among
from twofold.directory.models import ContactPoint, Party

REASON = "who is behind an address"


def own_addresses() -> frozenset[str]:
    """The addresses of all mailboxes here, in lower case."""
    boxes = Mailbox.objects.system("which addresses are ours").values_list("address", flat=True)
    return frozenset(address.lower() for address in boxes)


def without_tag(address: str) -> str:
    """An address without what follows a plus: care+b7@x.example is care@x.example."""
    local, at, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"


def people_behind(addresses: Iterable[str]) -> dict[str, Party]:
    """The person to whom each address belongs; addresses of nobody, of several, or of an organisation are left out."""
    wanted = list(dict.fromkeys(addresses))
    points = ContactPoint.objects.system(REASON).filter(
        kind=ContactPoint.Kind.EMAIL, normalized__in=among(wanted), party__kind=Party.Kind.PERSON
    )
    owners: dict[str, dict[int, Party]] = {}
    for point in points.select_related("party").order_by("pk"):
        owners.setdefault(point.normalized, {})[point.party_id] = point.party
    return {address: next(iter(found.values())) for address, found in owners.items() if len(found) == 1}
