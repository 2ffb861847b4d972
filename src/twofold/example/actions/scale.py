"""Plain rows for measuring: a million parties and three million dealings around a small Alder & Finch."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import transaction

from twofold.core.statistics import learn_statistics
from twofold.directory.actions.search_entries import party_entry
from twofold.directory.models import ContactPoint, Identifier, KnownTo, Party, Unit
from twofold.directory.models.names import sort_name
from twofold.example.actions.bulk_rows import insert, next_id, reset_sequences
from twofold.example.actions.load import SEED, load_example
from twofold.example.actions.many_conversations import write_conversations
from twofold.example.actions.names import COUNTRIES, FAMILY, GIVEN
from twofold.insight.actions.figures import refresh_figures
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.actions.windows import refresh_windows
from twofold.relationships.models import Dealing, Offering, Relationship
from twofold.search.actions.index import index_many

DEALINGS_EACH = 3
CONVERSATIONS_FOR = 5
"""One conversation, with a case, for so many parties unless told otherwise."""
BATCH = 20_000
SPAN_DAYS = 1_095


def load_at_scale(
    *,
    parties: int,
    now: datetime,
    conversations: int | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Load a small example, then people by the batch, each with an address, an identifier, a relationship and dealings.

    :param conversations: how many, each with its case; None: one for every few parties
    """
    load_example(now=now, customers_outside=500, say=say)
    rng = Random(SEED)  # nosec B311: chance for measuring, not for a secret
    done = 0
    while done < parties:
        size = min(BATCH, parties - done)
        _write_batch(rng, size, now)
        done += size
        if done % (BATCH * 10) == 0:
            say(f"{done:,} parties, {done * DEALINGS_EACH:,} dealings")
    reset_sequences((Party, Relationship, Dealing))
    say("talking with them")
    talks = parties // CONVERSATIONS_FOR if conversations is None else conversations
    write_conversations(talks, now=now, say=say)
    say("working out sums, windows and figures")
    refresh_sums()
    refresh_windows(now=now)
    learn_statistics()
    refresh_figures(now=now)


@transaction.atomic
def _write_batch(rng: Random, size: int, now: datetime) -> None:
    sellers = list(
        Unit.objects.system("units that sell")
        .filter(offerings__is_for_external=True)
        .distinct()
        .order_by("pk")
    )
    offered = {
        seller.pk: list(
            Offering.objects.system("what they sell")
            .filter(unit=seller, is_for_external=True)
            .values_list("pk", "price_minor")
        )
        for seller in sellers
    }
    first, first_served, first_dealing = next_id(Party), next_id(Relationship), next_id(Dealing)
    people = [
        _Person(rng, first + number, sellers[rng.randrange(len(sellers))].pk, now) for number in range(size)
    ]
    insert(
        Party,
        "id kind name sort_name given_name family_name language country home_unit is_colleague is_verified"
        " is_unknown_buyer import_run_id created_at changed_at",
        (
            (
                one.pk,
                "person",
                one.name,
                one.sort_name,
                one.given,
                one.family,
                "",
                one.country,
                one.unit,
                False,
                True,
            )
            + (False, None, one.since, one.since)
            for one in people
        ),
    )
    insert(
        ContactPoint,
        "party kind value normalized label parts is_primary verified_at",
        ((one.pk, "email", one.email, one.email, "", "{}", True, None) for one in people),
    )
    insert(Identifier, "party scheme value", ((one.pk, "scale_no", str(one.pk)) for one in people))
    insert(KnownTo, "party unit", ((one.pk, one.unit) for one in people))
    insert(
        Relationship,
        "id provider customer side kind opened_at first_served_on last_served_on dealings_count references_count import_run_id",
        (
            (
                first_served + place,
                one.unit,
                one.pk,
                "external",
                "consumer",
                one.since,
                None,
                None,
                0,
                0,
                None,
            )
            for place, one in enumerate(people)
        ),
    )
    insert(
        Dealing,
        "id relationship unit offering happened_at happened_on quantity value_minor currency reference external_key"
        " is_completed is_reversal reverses reversed_on import_run_id",
        _dealings(rng, people, offered, first_served, first_dealing),
    )
    index_many(
        party_entry(one.pk, one.name, (one.email, str(one.pk)), (one.unit,), one.since) for one in people
    )


class _Person:
    """One of the million."""

    __slots__ = ("country", "email", "family", "given", "name", "pk", "since", "sort_name", "unit")

    def __init__(self, rng: Random, pk: int, unit: int, now: datetime) -> None:
        self.pk, self.unit = pk, unit
        self.given, self.family = rng.choice(GIVEN), rng.choice(FAMILY)
        self.name = f"{self.given} {self.family}"
        self.sort_name = sort_name(self.name)
        self.country = rng.choice(COUNTRIES)
        self.email = f"{self.given}.{self.family}.{pk}@mail.example".lower()
        self.since = now - timedelta(days=rng.randrange(1, SPAN_DAYS), seconds=rng.randrange(86_400))


def _dealings(
    rng: Random, people: Sequence[_Person], offered: dict, first_served: int, first_dealing: int
) -> Iterator[tuple]:
    number = first_dealing
    for place, one in enumerate(people):
        room = max((datetime.now(UTC) - one.since).days, 1)
        for _ in range(DEALINGS_EACH):
            at = one.since + timedelta(days=rng.randrange(room))
            offering, price = rng.choice(offered[one.unit])
            order = (number, first_served + place, one.unit, offering, at, at.date(), 1, price, "EUR")
            yield *order, f"S-{number}", None, True, False, None, None, None
            number += 1
