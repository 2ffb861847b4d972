"""The conflicts to which a person is a side, as they see them from their own door in the portal."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from twofold.cases.models import Case, CaseParty, CheckBack, Position, Settlement, Signature
from twofold.cases.queries.conflict_people import PARTY_ROLES
from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.directory.queries.names import party_names

REASON = "the actor is a side to it"


@dataclass(frozen=True)
class ConflictLine:
    """A conflict in a list, and what it asks of one."""

    case: Case
    sentence: str


def own_sides(actor: Actor) -> QuerySet[CaseParty]:
    """The rows by which a person takes part in conflicts as a side."""
    rows = CaseParty.objects.filter(role__in=PARTY_ROLES, case__kind=Case.Kind.CONFLICT).order_by("pk")
    return rows.filter(party_id=actor.person_id) if actor.live and actor.person_id else rows.none()


def open_conflicts(actor: Actor, most: int = 5) -> list[ConflictLine]:
    """Those that are not settled for good: open ones, and those in which one is asked whether it holds."""
    own = {"case_id": OuterRef("pk"), "party_id": actor.person_id}
    asked = CheckBack.objects.system(REASON).filter(**own, asked_at__isnull=False, answered_at=None)
    signed = Signature.objects.system(REASON).filter(settlement_id=OuterRef("pk"), party_id=actor.person_id)
    wrote = Position.objects.system(REASON).filter(case_id=OuterRef("pk"), author_id=actor.person_id)
    written = Settlement.objects.system(REASON).filter(pk=OuterRef("pk"))
    cases = Case.objects.system(REASON).filter(pk__in=own_sides(actor).order_by().values("case_id"))
    cases = cases.annotate(
        is_asked=Exists(asked), is_signed=Exists(signed), has_paper=Exists(wrote), is_written=Exists(written)
    )
    found = [one for one in cases.order_by("-opened_at", "-pk")[: 4 * most] if one.is_open or one.is_asked]
    return [ConflictLine(one, _what_is_asked(one)) for one in found[:most]]


def names_for_a_side(case: Case, actor: Actor) -> tuple[Mapping[int, str], str]:
    """What a side reads of who is in the room: id → name of each side, and who mediates.

    Units and mediators act for the house and are named; another person only to whom the directory lets read it, else by
    their part.
    """
    rows = list(CaseParty.objects.filter(case=case).order_by("pk"))
    parts = {one.party_id: one.get_role_display() for one in rows if one.role in PARTY_ROLES}
    units = Party.objects.system(REASON).filter(pk__in=parts, kind=Party.Kind.UNIT)
    named = party_names(parts, actor) | dict(units.values_list("pk", "name"))
    names = {pk: _("You") if pk == actor.person_id else named.get(pk, part) for pk, part in parts.items()}
    mediators = [one.party_id for one in rows if one.role == CaseParty.Role.MEDIATOR]
    return names, next(iter(party_names(mediators, None).values()), "")


def _what_is_asked(case: Case) -> str:
    if case.is_asked:
        return _("Does what was agreed hold? Please tell us.")
    if case.is_written and not case.is_signed:
        return _("Something was written down. Read it, and sign it if you agree.")
    if case.is_written:
        return _("You have signed what was agreed.")
    if not case.has_paper:
        return _("Tell the mediator how you see it.")
    return _("The mediator has read how you see it, or will.")
