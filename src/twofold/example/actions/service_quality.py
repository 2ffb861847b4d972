"""How good is the service of the web shop: what buyers expect, what they get and what matters to them, by named links."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from twofold.core.actor import ActingSide, Actor, Level
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Relationship, Side
from twofold.surveys.actions.surveys import begin_survey, close_survey, launch_survey
from twofold.surveys.models import Answer, Invitation, Question, Response, Survey, Wave

ASKED = 420
ITEMS = {  # item → dimension, what is said of it, and what is expected, got and held important, on average
    "on_time": ("Reliability", "It arrives on the promised day", 6.4, 4.9, 6.5),
    "as_shown": ("Reliability", "It looks as it was shown", 6.3, 6.0, 6.3),
    "answers": ("Responsiveness", "Questions are answered the same day", 5.9, 4.7, 5.8),
    "changes": ("Responsiveness", "A date can be moved", 4.9, 5.2, 4.6),
    "knowing": ("Assurance", "People know the furniture", 5.8, 6.1, 5.6),
    "care": ("Empathy", "They think of the stairs and the cat", 4.4, 5.5, 4.2),
    "packing": ("Tangibles", "The packing protects and is little", 5.1, 4.6, 4.9),
    "page": ("Tangibles", "The shop is easy to look through", 5.6, 5.7, 5.2),
}
PARTS = {
    "expectation": "An excellent shop: {}.",
    "perception": "Our shop: {}.",
    "importance": "How important: {}.",
}
REMARKS = (
    "The delivery came a week late",
    "I waited for an answer about the delivery date",
    "The wood is beautiful, as shown",
    "There was too much foam in the packing",
    "The driver carried it up four floors",
)
ADDED = ("and nobody called.", "and I would buy again.", "and the table has a scratch.", "so thank you.")


def ask_about_service(stage: Stage) -> None:
    """Ask a sample of the buyers; businesses answer less, and are less content. The figures are computed by its closing."""
    unit = stage.units["Web Shop"]
    actor = Actor(side=ActingSide.STAFF, levels={unit.pk: Level.LEAD})
    opens_at = stage.now - timedelta(days=24)
    survey = begin_survey(
        unit_id=unit.pk,
        name="How good is our service?",
        side=Side.EXTERNAL,
        mode=Survey.Mode.NAMED,
        form=_form(),
        actor=actor,
        now=opens_at,
    )
    launch_survey(survey, actor=actor, now=opens_at)
    _answer(stage, survey, _invite(stage, survey, opens_at))
    close_survey(survey, actor=actor, now=opens_at + timedelta(days=14))


def _form() -> dict[str, Any]:
    blocks = [
        {
            "question": f"{part}_{item}",
            "kind": "scale",
            "low": 1,
            "high": 7,
            "wording": sentence.format(said[0].lower() + said[1:]),
            "part": part,
            "item": item,
            "dimension": dimension,
        }
        for part, sentence in PARTS.items()
        for item, (dimension, said, *_means) in ITEMS.items()
    ]
    score = {
        "question": "recommend",
        "kind": "nps",
        "wording": "How likely is it that you would recommend our shop?",
    }
    words = {"question": "words", "kind": "text", "wording": "What should we do better?"}
    return {"languages": ["en"], "pages": [{"blocks": [*blocks, score, words]}]}


def _invite(stage: Stage, survey: Survey, opens_at: datetime) -> list[Invitation]:
    served = Relationship.objects.system("the example asks some buyers").filter(
        provider=survey.unit, side=Side.EXTERNAL
    )
    asked = stage.rng.sample(list(served.order_by("pk")), min(ASKED, served.count()))
    wave = Wave.objects.create(
        survey=survey,
        number=1,
        opens_at=opens_at,
        closes_at=opens_at + timedelta(days=14),
        state=Wave.State.CLOSED,
        invited_count=len(asked),
    )
    states = Invitation.State
    invitations = [
        Invitation(
            wave=wave,
            party_id=one.customer_id,
            relationship=one,
            unit=survey.unit,
            token_hash=sha256(f"service {one.pk}".encode()).hexdigest(),
            state=states.ANSWERED
            if stage.rng.random() < (0.35 if one.kind == "business" else 0.55)
            else stage.rng.choice((states.EXPIRED, states.EXPIRED, states.EXPIRED, states.DECLINED)),
            due_at=opens_at,
            sent_at=opens_at,
            weight=Decimal(1),
            cells=[str(survey.unit_id)],
        )
        for one in asked
    ]
    Invitation.objects.bulk_create(invitations)
    return invitations


def _answer(stage: Stage, survey: Survey, invitations: list[Invitation]) -> None:
    questions = {question.code: question for question in Question.objects.filter(survey=survey)}
    version = survey.versions.get()
    sheets = [
        Response(
            survey=survey,
            version=version,
            wave=one.wave,
            invitation=one,
            relationship=one.relationship,
            unit=survey.unit,
            answered_at=one.due_at + timedelta(hours=stage.rng.randrange(1, 300)),
            submission=UUID(int=stage.rng.getrandbits(128)),
        )
        for one in invitations
        if one.state == Invitation.State.ANSWERED
    ]
    Response.objects.bulk_create(sheets)
    Answer.objects.bulk_create(
        [
            Answer(
                response=sheet, question=questions[code], **{"text" if code == "words" else "number": value}
            )
            for sheet in sheets
            for code, value in _given(stage, sheet.relationship.kind == "business")
        ],
        batch_size=2_000,
    )


def _given(stage: Stage, is_business: bool) -> Iterator[tuple[str, int | str]]:
    """One buyer's sheet: how much they recommend the shop follows punctuality and quick answers most."""

    def near(mean: float, low: int, high: int, spread: float = 1.1) -> int:
        return max(low, min(high, round(stage.rng.gauss(mean, spread))))

    got, mood = {}, stage.rng.gauss(-0.7 * is_business, 0.8)
    for item, (_dimension, _said, expected, perceived, important) in ITEMS.items():
        got[item] = near(perceived + mood, 1, 7)
        yield f"expectation_{item}", near(expected + mood / 2, 1, 7, 0.7)
        yield f"perception_{item}", got[item]
        yield f"importance_{item}", near(important, 1, 7, 0.9)
    yield "recommend", near(1.2 + 0.7 * got["on_time"] + 0.4 * got["answers"] + 0.25 * got["knowing"], 0, 10)
    if stage.rng.random() < 0.4:
        yield "words", f"{stage.rng.choice(REMARKS)} {stage.rng.choice(ADDED)}"
