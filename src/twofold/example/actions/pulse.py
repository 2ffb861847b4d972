"""A confidential pulse among all who work here, in four rounds: what people feel, told as totals of groups."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from twofold.core.actor import ActingSide, Actor, Level
from twofold.directory.models import Affiliation
from twofold.directory.queries.units import unit_tree
from twofold.example.actions.answers import MOOD
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Side
from twofold.surveys.actions.confidential.publish import publish_confidential
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Answer, Invitation, Question, Response, Survey, Wave
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.queries.plans import frozen_plan

ROUNDS, APART, ANSWER, REMARK = 4, timedelta(days=91), 0.74, 0.25
SCALE = {"kind": "scale", "low": 1, "high": 5, "low_label": "Not at all", "high_label": "Fully"}
FORM = {
    "languages": ["en"],
    "pages": [
        {
            "blocks": [
                {
                    "question": "recommend",
                    "kind": "enps",
                    "wording": "How likely is it that you would recommend us as a place to work?",
                },
                {"question": "workload", "wording": "I can do my work well in the time I have.", **SCALE},
                {"question": "tools", "wording": "I have the tools and information I need.", **SCALE},
                {"question": "heard", "wording": "What I say is heard.", **SCALE},
                {
                    "question": "first",
                    "kind": "choice",
                    "wording": "What should we mend first?",
                    "options": [
                        {"value": 1, "label": "Tools and IT"},
                        {"value": 2, "label": "Staffing"},
                        {"value": 3, "label": "How we talk to each other"},
                        {"value": 4, "label": "Pay and benefits"},
                    ],
                },
                {"question": "why", "kind": "text", "wording": "What would help you most?"},
            ]
        }
    ],
}
WORDS = (
    "Scanners that work in the cold aisle.",
    "One list of what is promised to customers, not three.",
    "Fewer meetings on Mondays.",
    "An answer from IT the same day.",
    "Somebody to cover when one of us is ill.",
    "Knowing earlier what is planned for spring.",
    "A quiet place to phone.",
)


def take_pulse(stage: Stage) -> None:
    """Ask four times, the last round three weeks ago, and tell each as it closed."""
    unit = stage.units["People"]
    actor = Actor(side=ActingSide.STAFF, levels={unit.pk: Level.LEAD})
    first = stage.now - timedelta(days=30) - (ROUNDS - 1) * APART
    survey = begin_survey(
        unit_id=unit.pk,
        name="Pulse",
        side=Side.INTERNAL,
        mode=Survey.Mode.CONFIDENTIAL,
        form=FORM,
        actor=actor,
        now=first - timedelta(days=3),
    )
    survey.lenses = {"attributes": ["tenure"]}
    survey.save(update_fields=["lenses"])
    launch_survey(survey, actor=actor, now=first - timedelta(days=2))
    for number in range(ROUNDS):
        _round(stage, survey, number, first + number * APART)


def _round(stage: Stage, survey: Survey, number: int, opens_at: datetime) -> None:
    staff = {person.pk: name for name, people in stage.staff.items() for person in people if name in MOOD}
    employed = {"party_id__in": staff, "kind": Affiliation.Kind.EMPLOYEE, "to_on": None}
    ties = Affiliation.objects.system("the example asks everyone").filter(**employed)
    asked = {tie.party_id: tie for tie in ties.order_by("pk") if _was_here(tie, opens_at)}
    closes_at = opens_at + timedelta(days=9)
    plan = frozen_plan(survey, {stage.units[staff[one]].pk for one in asked}, unit_tree())
    wave = Wave.objects.create(
        survey=survey,
        number=number + 1,
        name=f"{opens_at:%B %Y}",
        opens_at=opens_at,
        closes_at=closes_at,
        state=Wave.State.CLOSED,
        invited_count=len(asked),
        plan=plan,
    )
    invitations = [
        Invitation(
            wave=wave,
            party_id=person,
            unit=stage.units[staff[person]],
            token_hash=sha256(f"pulse {number} {person}".encode()).hexdigest(),
            state=Invitation.State.ANSWERED if stage.rng.random() < ANSWER else Invitation.State.EXPIRED,
            due_at=opens_at,
            sent_at=opens_at,
            cells=[
                str(stage.units[staff[person]].pk),
                LENS_ATTRIBUTES["tenure"].value_of(tie, opens_at.date()),
            ],
        )
        for person, tie in asked.items()
    ]
    Invitation.objects.bulk_create(invitations)
    _answer(stage, survey, wave, [one for one in invitations if one.state == Invitation.State.ANSWERED])
    publish_confidential(wave, now=closes_at + timedelta(hours=1))


def _answer(stage: Stage, survey: Survey, wave: Wave, answered: list[Invitation]) -> None:
    names = {unit.pk: name for name, unit in stage.units.items()}
    questions = {question.code: question for question in Question.objects.filter(survey=survey)}
    version = survey.versions.get()
    sheets = [
        Response(
            survey=survey,
            version=version,
            wave=wave,
            invitation=one,
            unit_id=one.unit_id,
            answered_at=wave.opens_at + timedelta(hours=stage.rng.randrange(1, 200)),
            submission=UUID(int=stage.rng.getrandbits(128)),
        )
        for one in answered
    ]
    Response.objects.bulk_create(sheets)
    answers = [
        Answer(
            response=sheet,
            question=questions[code],
            **{"text" if isinstance(value, str) else "number": value},
        )
        for sheet in sheets
        for code, value in _given(stage, names[sheet.unit_id], wave).items()
    ]
    Answer.objects.bulk_create(answers, batch_size=2_000)


def _given(stage: Stage, unit: str, wave: Wave) -> dict[str, int | str]:
    """What someone of a unit says: mood as everywhere in the example, and better tools from round to round."""
    is_slow = unit in ("Workshop", "Maintenance") and stage.story.is_slow(wave.opens_at)
    mood = MOOD[unit] - 1.4 * is_slow

    def chosen(mean: float, spread: float, low: int, high: int) -> int:
        return max(low, min(high, round(stage.rng.gauss(mean, spread))))

    given: dict[str, int | str] = {
        "recommend": chosen(mood, 1.8, 0, 10),
        "workload": chosen(mood / 2 - 0.3, 0.9, 1, 5),
        "tools": chosen(2.7 + 0.25 * wave.number - 0.8 * is_slow, 0.9, 1, 5),
        "heard": chosen(mood / 2 - 0.1, 0.9, 1, 5),
        "first": stage.rng.choices((1, 2, 3, 4), (5 if is_slow else 3, 3, 2, 2))[0],
    }
    return given | ({"why": stage.rng.choice(WORDS)} if stage.rng.random() < REMARK else {})


def _was_here(tie: Affiliation, moment: datetime) -> bool:
    return tie.from_on is None or tie.from_on <= moment.date()
