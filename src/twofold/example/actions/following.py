"""What surveys of the example do by themselves: one asks after cases and lets bad answers open some; units rate each other."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.actions.cases import resolve_case
from twofold.cases.models import Case, CaseParty
from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.models import Party
from twofold.example.actions.organization import ENTERPRISE
from twofold.example.actions.stage import Stage
from twofold.surveys.actions.asking.invite import Asked, Subject, invite, open_wave_of
from twofold.surveys.actions.between_units.begin import begin_between_units
from twofold.surveys.actions.between_units.tell import tell_unit_ratings
from twofold.surveys.actions.loop.again import ask_again
from twofold.surveys.actions.loop.follow_up import follow_up
from twofold.surveys.actions.loop.rules import Followed, set_rule
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.actions.triggers.settings import add_trigger
from twofold.surveys.models import (
    Answer,
    Invitation,
    Question,
    Response,
    Survey,
    Trigger,
    TriggerTally,
    Wave,
)
from twofold.surveys.questionnaire.templates import TEMPLATES

REASON = "the example asks"
DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
ASKED, ANSWERED = 30, 0.6
GIVEN = (5, 4, 2, 5, 3, 4, 1, 5, 5, 4, 4, 2, 5, 3, 5, 4, 5, 4)
"""How satisfied those were who answered after a case."""

WHY = ("Nobody called back.", "I had to explain it three times.", "It took far too long.")
OUTCOME = TriggerTally.Outcome


def let_follow(stage: Stage) -> None:
    """Both of them."""
    _after_cases(stage)
    _between_units(stage)


def _after_cases(stage: Stage) -> None:
    care = stage.units["Customer Care"]
    survey = Survey.objects.system(REASON).get(unit=care, template="after_case")
    works_there = Actor(side=ActingSide.STAFF, levels={care.pk: Level.WORK})
    began = {"actor": works_there, "now": survey.launched_at}
    trigger = add_trigger(survey, moment=Trigger.Moment.CASE_CLOSED, days=1, **began)
    satisfied = survey.questions.get(code="csat")
    set_rule(survey, satisfied, Followed(2, due_days=2, ask_again_days=3), **began)
    cases = Case.objects.system(REASON).filter(
        unit=care,
        relationship__side=survey.side,
        resolved_at__gt=survey.launched_at,
        resolved_at__lt=stage.now - 7 * DAY,
        is_restricted=False,
        participants__role=CaseParty.Role.REQUESTER,
        participants__party__kind=Party.Kind.PERSON,
    )
    closed = list(
        cases.annotate(person=F("participants__party_id")).order_by("-resolved_at", "pk").distinct()[:ASKED]
    )
    wave = open_wave_of(survey, survey.launched_at)
    invite(wave, [_asked(case) for case in closed], due_at=stage.now - 6 * DAY, now=stage.now - 6 * DAY)
    days = {OUTCOME.ASKED: len(closed), OUTCOME.OF_ONESELF: 1, OUTCOME.NOT_DONE: 3, OUTCOME.NOBODY: 2}
    TriggerTally.objects.bulk_create(
        TriggerTally(trigger=trigger, day=(stage.now - 6 * DAY).date(), outcome=why, n=n)
        for why, n in days.items()
    )
    Invitation.objects.system(REASON).filter(wave=wave).update(
        state=Invitation.State.SENT, sent_at=stage.now - 6 * DAY
    )
    sheets = list(zip(_invited(wave), GIVEN, strict=False))
    _hand_in(stage, sheets, {"csat": satisfied}, stage.now - 5 * DAY)
    _follow(stage, survey, works_there)


def _asked(case: Case) -> Asked:
    about = Subject("cases.case", case.pk, case.resolved_at)
    return Asked(case.person, case.unit_id, case.relationship_id, about)


def _follow(stage: Stage, survey: Survey, actor: Actor) -> None:
    """Bad answers open cases; the first was seen to, and its customer is content by now."""
    sheets = Response.objects.system(REASON).filter(survey=survey).order_by("pk")
    opened = [follow_up(pk, now=stage.now - 5 * DAY + AN_HOUR) for pk in sheets.values_list("pk", flat=True)]
    opened = [case for case in opened if case]
    if not opened:
        return
    then = stage.now - 5 * DAY + 6 * AN_HOUR
    words = "Called, apologised, and sent what was missing the same day."
    resolve_case(opened[0], resolution=words, actor=HOUSE, now=then)
    ask_again(now=stage.now - AN_HOUR)
    again = Invitation.objects.system(REASON).filter(subject_kind="surveys.response", wave__survey=survey)
    question = survey.questions.get(code="csat")
    _hand_in(stage, [(one, 5) for one in again], {"csat": question}, stage.now - timedelta(minutes=20))


def _between_units(stage: Stage) -> None:
    """A round in which all units rated those that they had used, and themselves."""
    enterprise, chosen = stage.units[ENTERPRISE], TEMPLATES["between_units"]
    lead = Actor(side=ActingSide.STAFF, levels={enterprise.pk: Level.WORK})
    at = stage.now - 30 * DAY
    survey = begin_survey(
        unit_id=enterprise.pk,
        name="How we serve each other",
        side="internal",
        mode=chosen.mode,
        form=chosen.document(("en",)),
        template=chosen.key,
        actor=lead,
        now=at,
    )
    launch_survey(survey, actor=lead, now=at)
    wave = begin_between_units(
        survey, since=at - 365 * DAY, until=at, closes_at=stage.now - DAY, actor=lead, now=at
    )
    names = {unit.pk: name for name, unit in stage.units.items()}
    answered = [one for one in _invited(wave) if stage.rng.random() < ANSWERED]
    questions = {
        one.code: one for one in survey.questions.filter(scale_low__isnull=False).order_by("position")
    }
    sheets = [(one, _liked(stage, names[one.unit_id], one.rater_unit_id == one.unit_id)) for one in answered]
    _hand_in(stage, sheets, questions, at + 5 * DAY)
    tell_unit_ratings(now=stage.now)


def _liked(stage: Stage, unit: str, is_own: bool) -> int:
    """How someone rates a unit; IT is too slow for many, and every unit likes itself a little better."""
    mean = 3.1 if unit == "IT" else 3.9
    return max(1, min(5, round(stage.rng.gauss(mean + 0.5 * is_own, 0.9))))


def _invited(wave: Wave) -> list[Invitation]:
    return list(Invitation.objects.system(REASON).filter(wave=wave).order_by("pk"))


def _hand_in(
    stage: Stage, sheets: list[tuple[Invitation, int]], questions: dict[str, Question], at: datetime
) -> None:
    """Keep sheets, many at once, each with one number near the one it is about."""
    if not sheets:
        return
    version = sheets[0][0].wave.survey.versions.exclude(published_at=None).latest("number")
    rows = [
        Response(
            survey_id=version.survey_id,
            version=version,
            wave_id=one.wave_id,
            invitation=one,
            relationship_id=one.relationship_id,
            unit_id=one.unit_id,
            rater_unit_id=one.rater_unit_id,
            weight=one.weight,
            answered_at=at + timedelta(minutes=stage.rng.randrange(1, 19)),
            submission=UUID(int=stage.rng.getrandbits(128)),
        )
        for one, _given in sheets
    ]
    Response.objects.bulk_create(rows, batch_size=2_000)
    words = Question.objects.filter(survey_id=version.survey_id, instrument="text").first()
    answers = [
        Answer(response=row, question=question, number=_near(stage, question, given))
        for row, (_one, given) in zip(rows, sheets, strict=True)
        for question in questions.values()
    ]
    answers += [
        Answer(response=row, question=words, text=stage.rng.choice(WHY))
        for row, (one, given) in zip(rows, sheets, strict=True)
        if words and given < 3 and one.relationship_id
    ]
    Answer.objects.bulk_create(answers, batch_size=2_000)
    ids = [one.pk for one, _given in sheets]
    Invitation.objects.system(REASON).filter(pk__in=ids).update(state=Invitation.State.ANSWERED)


def _near(stage: Stage, question: Question, given: int) -> int:
    """The given step of five on the question's own scale."""
    span = question.scale_high - question.scale_low
    return question.scale_low + round((given - 1) / 4 * span)
