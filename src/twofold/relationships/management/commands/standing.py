"""`twofold standing`: how many customers are current, past and potential on a day."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from twofold.core.errors import DomainError
from twofold.directory.queries.units import unit_tree
from twofold.relationships.actions.follow_parties import unit_named
from twofold.relationships.models import OfferingFamily, Side
from twofold.relationships.queries.customers import customers_standing
from twofold.relationships.queries.sql import Slice
from twofold.relationships.queries.standing import (
    StandingCounts,
    dealings_of_unknown_buyers,
    standing_by_family,
    standing_counts,
)
from twofold.science.standing import Standing

ROW = "{name:<24} {current:>10} {past:>10} {potential:>10} {window:>10} {gaps:>8}  {boundary}"


class Command(BaseCommand):
    help = "Count current, past and potential customers on a day, with the window and the boundary that decide it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of", type=_day, default=None, metavar="DATE", help="such as 1998-05-06; left out, today"
        )
        parser.add_argument("--side", choices=Side.values, help="left out, both")
        parser.add_argument(
            "--unit",
            default="",
            metavar="NAME",
            help="a unit with all below it; left out, the enterprise without what is sealed",
        )
        parser.add_argument(
            "--family", default="", metavar="NAME", help="one offering family; left out, all together"
        )
        parser.add_argument("--by-family", action="store_true", help="one line for each offering family")
        parser.add_argument(
            "--list", choices=[*Standing], metavar="STANDING", help="name the customers who stand so"
        )

    def handle(self, *args, as_of, side, unit, family, by_family, list, **options) -> None:
        as_of = as_of or timezone.now().date()
        try:
            unit_id = unit_named(unit)
        except DomainError as refusal:
            raise CommandError(refusal.sentence) from None
        tree = unit_tree()
        unit_ids = tree.subtree(unit_id) if unit_id else frozenset(tree.parents) - tree.sealed
        family_id = _family(family)
        for one in [side] if side else Side.values:
            counted = Slice(side=one, as_of=as_of, unit_ids=unit_ids, family_id=family_id)
            self._write_side(counted, by_family=by_family, listed=list)

    def _write_side(self, counted: Slice, *, by_family: bool, listed: str | None) -> None:
        whole = standing_counts(
            counted.side, counted.as_of, unit_ids=counted.unit_ids, family_id=counted.family_id
        )
        self.stdout.write(
            _("%(side)s customers on %(day)s") % {"side": Side(counted.side).label, "day": counted.as_of}
        )
        self.stdout.write(
            ROW.format(
                name="",
                current="current",
                past="past",
                potential="potential",
                window="window d",
                gaps="gaps",
                boundary="current since",
            ).rstrip()
        )
        by_one = (
            standing_by_family(counted.side, counted.as_of, unit_ids=counted.unit_ids) if by_family else []
        )
        for counts in [whole, *by_one]:
            self.stdout.write(_row(counts))
        if unknown := dealings_of_unknown_buyers(counted.side, counted.as_of, unit_ids=counted.unit_ids):
            self.stdout.write(_("%(n)d dealings of unknown buyers count nowhere.") % {"n": unknown})
        if listed:
            found = customers_standing(listed, counted, whole.boundary, seen_by=None).order_by(
                "sort_name", "pk"
            )
            for name in found.values_list("name", flat=True).iterator():
                self.stdout.write(f"  {name}")
        self.stdout.write("")


def _row(counts: StandingCounts) -> str:
    return ROW.format(
        name=counts.family.name if counts.family else _("all families"),
        current=counts.current,
        past=counts.past,
        potential=counts.potential,
        window=f"{counts.window.days:.1f}",
        gaps=counts.window.gaps,
        boundary=counts.boundary,
    )


def _family(name: str) -> int | None:
    if not name:
        return None
    family = OfferingFamily.objects.filter(name__iexact=name).first()
    if family is None:
        raise CommandError(_("No offering family is called “%(name)s”. Check the spelling.") % {"name": name})
    return family.pk


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(_("“%(text)s” is not a day. Write it like 1998-05-06.") % {"text": text})
    return day
