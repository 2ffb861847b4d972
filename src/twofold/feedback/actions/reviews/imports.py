"""The writer of imported reviews: one a line, known again by what it is called where it was written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import Level
from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext, ImportField, RecordType, Row, RowResult
from twofold.core.plates.records import Outcome
from twofold.core.setwise import among
from twofold.directory.access import is_house, require_work_in
from twofold.directory.models import ContactPoint, Identifier, KnownTo
from twofold.directory.queries.units import unit_tree
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import ReviewSource
from twofold.relationships.actions.import_customers import find_customers
from twofold.relationships.models import Offering, Relationship, Side

REASON = "an import acts for its unit"
SAME = (
    "stars",
    "title",
    "text",
    "author_name",
    "language",
    "place",
    "product",
    "link",
    "written_at",
    "changed_at",
)


@dataclass
class ReviewWriter:
    """Writes the reviews of one source, which is made when its name is new to the unit."""

    context: ImportContext
    _parties: dict[str, int] = field(default_factory=dict)
    _relationships: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_work_in(self.context.actor, self.context.unit_id)
        self.name = " ".join(self.context.options["source"].split())[:120]
        if not self.name:
            raise BadInput(_("Say where these reviews were written."), field="option_source")
        self.most = _most_stars(self.context.options["most_stars"])
        self.scheme = self.context.headers.get("customer", "customer")

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch."""
        self._learn_authors(rows)
        results: dict[int, RowResult] = {}
        accepted: list[tuple[Row, Arrived]] = []
        for row in rows:
            try:
                arrived = cleaned(self._arrived(row), self.source, now=self.context.now)
                accepted.append((row, arrived))
            except BadInput as refusal:
                results[row.number] = RowResult(
                    row.number, Outcome.REJECTED, str(refusal.sentence), refusal.field
                )
        taken = take_in(
            self.source,
            [arrived for _row, arrived in accepted],
            actor=self.context.actor,
            now=self.context.now,
            run_id=self.context.run_id or 0,
            keep=self.context.keep,
        )
        for (row, _arrived), one in zip(accepted, taken, strict=True):
            results[row.number] = RowResult(row.number, one.outcome)
        return [results[row.number] for row in rows]

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    @cached_property
    def source(self) -> ReviewSource:
        """The unit's source of that name, made when first needed."""
        found = ReviewSource.objects.system(REASON).filter(unit_id=self.context.unit_id, name=self.name)
        return found.first() or ReviewSource.objects.create(
            unit_id=self.context.unit_id,
            name=self.name,
            kind=ReviewSource.Kind.FILE,
            most_stars=self.most,
            created_at=self.context.now,
        )

    # The review

    def _arrived(self, row: Row) -> Arrived:
        values: dict[str, Any] = dict(row.values)
        party = self._parties.get(_who(row))
        return Arrived(
            external_id=str(values.get("external_id") or row.key),
            unit_id=self._unit(values.get("unit")),
            offering_id=self._offering(values.get("offering")),
            party_id=party,
            relationship_id=self._relationships.get(party or 0),
            answer=str(values.get("answer", "")),
            answered_at=values.get("answered_at"),
            **{name: values[name] for name in SAME if name in values},
        )

    def _unit(self, name: object) -> int | None:
        if name is None:
            return None
        found = self._units.get(str(name).casefold())
        if found is None:
            raise BadInput(_("You work in no unit that is called “%(name)s”.") % {"name": name}, field="unit")
        return found

    @cached_property
    def _units(self) -> dict[str, int]:
        actor, tree = self.context.actor, unit_tree()
        mine = tree.subtree(self.context.unit_id) if is_house(actor) else actor.units(Level.WORK)
        return {name.casefold(): pk for pk, name in sorted(tree.names.items(), reverse=True) if pk in mine}

    def _offering(self, name: object) -> int | None:
        if name is None:
            return None
        found = self._offerings.get(str(name).casefold())
        if found is None:
            raise BadInput(_("The unit offers nothing called “%(name)s”.") % {"name": name}, field="offering")
        return found

    @cached_property
    def _offerings(self) -> dict[str, int]:
        """By name, and before that by code."""
        rows = Offering.objects.system(REASON).filter(unit_id=self.context.unit_id).order_by("-pk")
        offered = list(rows.values_list("pk", "name", "code"))
        by_name = {name.casefold(): pk for pk, name, _code in offered}
        return by_name | {code.casefold(): pk for pk, _name, code in offered if code}

    # Who wrote it: somebody the unit knows, or nobody. A review begins no relationship

    def _learn_authors(self, rows: Sequence[Row]) -> None:
        named = {str(row.values["customer"]) for row in rows if "customer" in row.values}
        known = KnownTo.objects.filter(unit_id=self.context.unit_id).values("party_id")
        if named:
            found = find_customers(self.scheme, named, self._other_schemes)
            mine = KnownTo.objects.filter(unit_id=self.context.unit_id, party_id__in=among(found.values()))
            reached = set(mine.values_list("party_id", flat=True))
            self._parties |= {name: pk for name, pk in found.items() if pk in reached}
        emails = {str(row.values["email"]).casefold() for row in rows if "email" in row.values}
        points = ContactPoint.objects.system(REASON).filter(
            kind=ContactPoint.Kind.EMAIL, normalized__in=among(emails), party__in=known
        )
        owners: dict[str, set[int]] = {}
        for address, party in points.values_list("normalized", "party_id"):
            owners.setdefault(address, set()).add(party)
        self._parties |= {address: min(them) for address, them in owners.items() if len(them) == 1}
        served = Relationship.objects.system(REASON).filter(
            provider_id=self.context.unit_id,
            side=Side.EXTERNAL,
            customer_id__in=among(set(self._parties.values())),
        )
        self._relationships |= dict(served.values_list("customer_id", "pk"))

    @cached_property
    def _other_schemes(self) -> list[str]:
        schemes = Identifier.objects.exclude(scheme=self.scheme).values_list("scheme", flat=True)
        return list(schemes.order_by("scheme").distinct())


def _who(row: Row) -> str:
    return (
        str(row.values["customer"])
        if "customer" in row.values
        else str(row.values.get("email", "")).casefold()
    )


def _most_stars(text: str) -> int:
    if text.strip().isdecimal() and 1 <= int(text) <= 99:
        return int(text)
    raise BadInput(_("The most stars are a number from 1 to 99."), field="option_most_stars")


FIELDS = (
    ImportField(
        "external_id",
        gettext_lazy("Number of the review"),
        aliases=("id", "reviewid", "externalid", "reviewnumber"),
        help=gettext_lazy("What it is called there: by it a changed review is known again."),
    ),
    ImportField("stars", gettext_lazy("Stars"), "decimal", aliases=("stars", "rating", "score", "starrating")),
    ImportField("title", gettext_lazy("Title"), longest=300, aliases=("title", "headline", "subject", "reviewtitle")),
    ImportField(
        "text",
        gettext_lazy("Text"),
        longest=20_000,
        aliases=("text", "review", "comment", "body", "content", "reviewtext", "message"),
    ),
    ImportField(
        "author_name",
        gettext_lazy("Author"),
        aliases=("author", "authorname", "reviewer", "reviewername", "name", "user", "username"),
    ),
    ImportField(
        "customer",
        gettext_lazy("Author’s identifier"),
        aliases=("customer", "customerid"),
        help=gettext_lazy("Links it to a customer of the unit."),
    ),
    ImportField("email", gettext_lazy("Author’s e-mail"), "email", longest=300, aliases=("email", "emailaddress", "mail")),
    ImportField("language", gettext_lazy("Language"), longest=10, aliases=("language", "lang", "locale")),
    ImportField("place", gettext_lazy("Place"), longest=120, aliases=("place", "location", "branch", "store", "shop")),
    ImportField("link", gettext_lazy("Address of the review"), longest=500, aliases=("link", "url", "reviewurl", "permalink")),
    ImportField(
        "written_at",
        gettext_lazy("Written"),
        "datetime",
        required=True,
        aliases=("date", "written", "writtenat", "created", "createdat", "published", "publishedat", "reviewdate"),
        not_in_future=True,
    ),
    ImportField(
        "changed_at",
        gettext_lazy("Changed"),
        "datetime",
        aliases=("changed", "changedat", "updated", "updatedat", "modified", "lastmodified"),
        not_in_future=True,
    ),
    ImportField(
        "unit",
        gettext_lazy("Unit it is about"),
        aliases=("unit", "department", "team"),
        help=gettext_lazy("Left out, the rules of the source say whom it is about, or else it is the import’s unit."),
    ),
    ImportField("offering", gettext_lazy("Offering it is about"), aliases=("offering", "sku", "service")),
    ImportField(
        "product",
        gettext_lazy("Product, as it is called there"),
        longest=120,
        aliases=("product", "productname", "item"),
        help=gettext_lazy("The rules of the source make an offering of it; what they do not know stays as it is."),
    ),
    ImportField(
        "answer", gettext_lazy("Our answer"), longest=20_000, aliases=("answer", "reply", "response", "ownerresponse", "ourreply")
    ),
    ImportField(
        "answered_at",
        gettext_lazy("Answered"),
        "datetime",
        aliases=("answered", "answeredat", "replied", "repliedat", "replydate", "responsedate"),
        not_in_future=True,
    ),
)  # fmt: skip

RECORD_TYPES = (
    RecordType(
        name="reviews",
        label=gettext_lazy("Reviews"),
        fields=FIELDS,
        writer=ReviewWriter,
        options={
            "source": (gettext_lazy("Where they were written"), (), ""),
            "most_stars": (gettext_lazy("The most stars there, if the place is new"), (), "5"),
        },
        help=gettext_lazy(
            "What others wrote about us, one review a line. The same one again changes what is kept of it."
        ),
    ),
)
