"""Telling the totals of a round whose sheets lie under their respondents' records, by the very rules of the ballot box.

All of it is one transaction: killed anywhere, it is repeated as a whole; done once, it stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import HOUSE
from twofold.core.errors import Conflict
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Side
from twofold.surveys.actions.ballots.publishing import write_publication
from twofold.surveys.actions.ballots.release import Counted
from twofold.surveys.actions.ballots.sealing import Opened
from twofold.surveys.actions.between_units.tell import not_between_units
from twofold.surveys.models import Answer, Invitation, Pick, Question, Response, Survey, Wave
from twofold.surveys.queries.plans import frozen_plan
from twofold.timeline.actions.record import record

REASON = "totals are added up of sheets that nobody may look up"
AT_ONCE = 2_000
PLACE = ("pk", "invitation__party_id", "invitation__cells", "invitation__counts", "invitation__unit_id")
PROTECTED = Q(survey__mode=Survey.Mode.CONFIDENTIAL) | Q(
    survey__mode=Survey.Mode.NAMED, survey__side=Side.INTERNAL
)


def publish_due(*, now: datetime) -> list[int]:
    """Tell the totals of every round of a confidential survey, or of one among colleagues, that is over.

    :returns: ids of the rounds told
    """
    over = Wave.objects.filter(PROTECTED).exclude(state__in=(Wave.State.RELEASED, Wave.State.PLANNED))
    over = over.filter(Q(state=Wave.State.CLOSED) | Q(closes_at__lte=now))
    return [publish_confidential(wave, now=now).pk for wave in not_between_units(over).order_by("pk")]


@transaction.atomic
def publish_confidential(wave: Wave, *, now: datetime) -> Wave:
    """Write what may be told of a round that is over. Answers stay where they are. Told before, it stays as it was told.

    :raises Conflict: while it is open, or where answers are told live or lie in a ballot box
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)
    _require_ours(wave.survey)
    if wave.state == Wave.State.RELEASED:
        return wave
    _require_over(wave, now)
    _freeze_plan(wave)
    write_publication(wave, counted(wave))
    wave.state = Wave.State.RELEASED
    wave.save(update_fields=["state", "plan"])
    record(
        "surveys.totals_told",
        subject=wave.survey,
        actor=HOUSE,
        now=now,
        unit_id=wave.survey.unit_id,
        details={"wave": wave.pk},
    )
    return wave


def counted(wave: Wave) -> Counted:
    """The sheets of those who were invited, by the groups in which they counted as the round began.

    Groups are of people: of someone who answered about one group several times the last sheet counts, and nobody helps two
    groups to their size. What came by an open link is from nobody in particular, so no group can be said to have five of them.
    """
    found, given = Counted(), _given(wave)
    placed, people = set(), set()
    sheets = Response.objects.system(REASON).filter(wave=wave, invitation__isnull=False).order_by("-pk")
    for pk, person, cells, counts, unit in sheets.values_list(*PLACE).iterator(AT_ONCE):
        place = tuple(cells or (str(unit),))
        if (person, place) not in placed:
            found.add(Opened(0, place, {}, counts and person not in people), given.get(pk, {}))
            placed.add((person, place))
            people.add(person)
    return found


def _given(wave: Wave) -> Mapping[int, Mapping[str, Any]]:
    """Sheet → code → answer: a number, words, or what was chosen; of a ranking its first place."""
    given: dict[int, dict[str, Any]] = defaultdict(dict)
    for sheet, code, number, text in _answers(wave):
        if number is not None or text:
            given[sheet][code] = text if number is None else number
    picks = Pick.objects.filter(Q(place=None) | Q(place=1), answer__response__wave=wave).order_by("pk")
    chosen = picks.values_list("answer__response_id", "answer__question__code", "value")
    for sheet, code, value in chosen.iterator(AT_ONCE):
        given[sheet][code] = (*given[sheet].get(code, ()), value)
    return given


def _answers(wave: Wave) -> Iterator[tuple[int, str, int | None, str]]:
    codes = dict(Question.objects.filter(survey=wave.survey).values_list("pk", "code"))
    rows = Answer.objects.filter(response__wave=wave).order_by()
    for sheet, question, number, text in rows.values_list(
        "response_id", "question_id", "number", "text"
    ).iterator(AT_ONCE):
        yield sheet, codes[question], number, text


def _freeze_plan(wave: Wave) -> None:
    """Cut a round without a plan by the units that its invitations name; units made since it began stand as they do now."""
    asked = Invitation.objects.system(REASON).filter(wave=wave).order_by()
    places = asked.values_list("cells", "unit_id").iterator(AT_ONCE)
    spoken_of = {int(cells[0]) if cells else unit for cells, unit in places} or {wave.survey.unit_id}
    tree = unit_tree()
    if not wave.plan:
        wave.plan = frozen_plan(wave.survey, spoken_of, tree) | {"attributes": [], "crossing": ""}
    elif fresh := {unit for unit in spoken_of if str(unit) not in wave.plan["parents"]}:
        more = frozen_plan(wave.survey, fresh, tree)
        wave.plan |= {part: more[part] | wave.plan[part] for part in ("parents", "names")}


def _require_ours(survey: Survey) -> None:
    if survey.mode == Survey.Mode.ANONYMOUS:
        raise Conflict(_("Anonymous ballots are told by their release."))
    if not survey.is_protected:
        raise Conflict(_("Answers given by name are told as they come."))


def _require_over(wave: Wave, now: datetime) -> None:
    if wave.state != Wave.State.CLOSED and (wave.closes_at is None or now < wave.closes_at):
        raise Conflict(
            _("This round is still open. Its results are told once it has closed, and not before.")
        )
