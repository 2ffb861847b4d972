"""Opening a box: who is asked, in which groups they will count, and the key, all fixed before the first link goes out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.setwise import reserve_ids
from twofold.directory.models import Affiliation
from twofold.directory.queries.units import unit_tree
from twofold.science.disclosure import LEAST_K
from twofold.surveys.actions.asking.invite import next_number
from twofold.surveys.actions.asking.tokens import participant_token, secret_of
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.actions.ballots.keys import make_key
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.actions.reach import require_reachable, require_tellable
from twofold.surveys.models import Participant, Survey, Wave
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.queries.plans import frozen_plan, plan_of
from twofold.surveys.questionnaire import Form, read_form
from twofold.timeline.actions.record import record

KNOWN_FOR = timedelta(days=14)
"""Who came into the register later than this before the launch does not count towards the least size of a group."""


@transaction.atomic
def open_box(
    survey: Survey,
    affiliations: Iterable[Affiliation],
    *,
    opens_at: datetime,
    closes_at: datetime,
    planned: Wave | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[Wave, Mapping[int, str]]:
    """Begin a wave of an anonymous survey.

    :param affiliations: one for each person, to the unit in which they will count
    :param planned: the wave, where it was planned before
    :returns: the wave, and person → token of their link, which is kept nowhere else
    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if the survey has not gone out, or is not anonymous
    :raises BadInput: if fewer are asked, or can reach a question, than totals are told of, or totals cannot tell it
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.mode != Survey.Mode.ANONYMOUS or survey.state != Survey.State.LIVE:
            raise Conflict(_("Only an anonymous survey that is asking has a ballot box."))
        if closes_at <= opens_at:
            raise BadInput(_("A round closes after it opens."), field="closes_at")
        by_person = {one.party_id: one for one in affiliations}
        form = _askable(survey, len(by_person))
        tree = unit_tree()
        unit_of = {person: one.group_id for person, one in by_person.items()}
        wave = planned or Wave(survey=survey, number=next_number(survey))
        wave.opens_at, wave.closes_at, wave.state = opens_at, closes_at, Wave.State.OPEN
        wave.invited_count = len(by_person)
        wave.plan = frozen_plan(survey, set(unit_of.values()), tree)
        wave.save()
        plan_of(wave)  # refuses a plan that cannot be told
        make_key(wave)
        ids = dict(zip(sorted(by_person), reserve_ids(Participant, len(by_person)), strict=True))
        secret = secret_of(wave)
        tokens = {person: participant_token(secret, pk) for person, pk in ids.items()}
        asked = list(_participants(wave, by_person, ids, tokens, now))
        require_reachable(
            form, wave, (one.cells for one in asked if one.counts), least=max(survey.least_group, LEAST_K)
        )
        Participant.objects.bulk_create(asked, batch_size=2_000)
    record(
        "surveys.round_begun",
        subject=survey,
        actor=actor,
        now=now,
        unit_id=survey.unit_id,
        details={"wave": wave.pk},
    )
    return wave, tokens


def merged_ahead(wave: Wave) -> list[str]:
    """What the designer is told before launch: which groups are too small even if everyone answers."""
    from twofold.science.publication import publish

    cells = Participant.objects.system("counting those asked").filter(wave=wave, counts=True)
    counts = Counter(tuple(found) for found in cells.values_list("cells", flat=True))
    return [str(merged) for merged in publish(plan_of(wave), counts, k=wave.survey.least_group).merged]


def _participants(
    wave: Wave,
    by_person: Mapping[int, Affiliation],
    ids: Mapping[int, int],
    tokens: Mapping[int, str],
    now: datetime,
) -> Iterable[Participant]:
    attributes = [LENS_ATTRIBUTES[name] for name in wave.plan["attributes"]]
    for person, pk in ids.items():
        one = by_person[person]
        cells = [str(one.group_id), *(attribute.value_of(one, now.date()) for attribute in attributes)]
        yield Participant(
            pk=pk,
            wave=wave,
            person_id=person,
            token_hash=hash_of(tokens[person]),
            cells=cells,
            counts=one.party.created_at <= now - KNOWN_FOR,
        )


def _askable(survey: Survey, asked: int) -> Form:
    """The questionnaire, if it may be put to so many."""
    least = max(survey.least_group, LEAST_K)
    if asked < least:
        raise BadInput(
            _("Totals are told of at least %(least)s people, and only %(asked)s would be asked.")
            % {"least": least, "asked": asked}
        )
    version = current_version(survey)
    if version is None:
        raise Conflict(_("The questionnaire has not gone out yet."))
    form = read_form(version.form)
    require_tellable(form)
    return form
