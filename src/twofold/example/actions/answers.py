"""What was asked and answered: buyers after a purchase, colleagues each quarter, and users of services inside."""

from datetime import datetime, timedelta

from twofold.example.actions.stage import Stage
from twofold.example.actions.stories import NEVER_THANKED, SCORE_FALLS
from twofold.relationships.models import Dealing, RelationshipKind, Side
from twofold.surveys.models import Answer, Question, Response, Survey

Instrument = Question.Instrument
BUYERS_ANSWER, COLLEAGUES_ANSWER, USERS_ANSWER = 0.11, 0.68, 0.035
THANKS = 0.3
MOOD = {  # how likely one recommends working here, on average
    "Showrooms": 7.9,
    "Web Shop": 7.2,
    "Business & Partners": 7.0,
    "Workshop": 7.6,
    "Maintenance": 6.6,
    "Warehouse & Delivery": 6.9,
    "Customer Care": 7.7,
    "IT": 8.1,
    "Finance": 6.2,
    "People": 8.3,
    "Sales": 8.0,
}
COLLEAGUES_ARE_ASKED = (
    ("recommend", "How likely is it that you would recommend us as a place to work?", Instrument.ENPS, 0, 10),
    ("thanks", "Whom would you like to thank?", Instrument.TEXT, None, None),
)
WORDS = (
    "Beautiful work, thank you.",
    "Friendly people.",
    "Took too long.",
    "I would buy again.",
    "Delivery called ahead, great.",
    "",
)


class Sheets:
    """Responses with their answers, gathered and then written together."""

    def __init__(self) -> None:
        self.responses: list[Response] = []
        self.answers: list[Answer] = []

    def add(self, response: Response, given: dict[Question, int | str]) -> None:
        """One sheet; empty words are no answer."""
        self.responses.append(response)
        for question, value in given.items():
            if value != "":
                field = "text" if isinstance(value, str) else "number"
                self.answers.append(Answer(response=response, question=question, **{field: value}))

    def write(self) -> None:
        """Write all of them."""
        Response.objects.bulk_create(self.responses, batch_size=2000)
        for answer in self.answers:
            answer.response_id = answer.response.pk
        Answer.objects.bulk_create(self.answers, batch_size=2000)


def answer_surveys(stage: Stage, orders: list[Dealing]) -> None:
    """Write three surveys and their answers."""
    sheets = Sheets()
    _buyers(stage, sheets, orders)
    _colleagues(stage, sheets)
    _users(stage, sheets)
    sheets.write()


def _survey(
    stage: Stage,
    unit: str,
    name: str,
    side: str,
    mode: str,
    questions: tuple,
    asked_at: datetime | None = None,
) -> list[Question]:
    survey = Survey.objects.create(
        unit=stage.units[unit], name=name, side=side, mode=mode, created_at=asked_at or stage.start
    )
    rows = [
        Question(
            survey=survey,
            code=code,
            wording=wording,
            instrument=kind,
            scale_low=low,
            scale_high=high,
            position=place,
        )
        for place, (code, wording, kind, low, high) in enumerate(questions)
    ]
    Question.objects.bulk_create(rows)
    return rows


def _scale(stage: Stage, mean: float, spread: float, low: int, high: int) -> int:
    return max(low, min(high, round(stage.rng.gauss(mean, spread))))


def _buyers(stage: Stage, sheets: Sheets, orders: list[Dealing]) -> None:
    nps, csat, words = _survey(
        stage,
        "Sales",
        "After a purchase",
        Side.EXTERNAL,
        Survey.Mode.NAMED,
        (
            (
                "recommend",
                "How likely is it that you would recommend us to a friend or colleague?",
                Instrument.NPS,
                0,
                10,
            ),
            ("delivery", "How satisfied are you with the delivery?", Instrument.CSAT, 1, 5),
            ("words", "Is there anything you would like to tell us?", Instrument.TEXT, None, None),
        ),
    )
    for order in orders:
        if stage.rng.random() >= BUYERS_ANSWER:
            continue
        asked = order.happened_at + timedelta(days=14)
        if asked >= stage.now:
            continue
        fall = SCORE_FALLS if stage.story.is_felt(asked) else 0
        at = min(asked + timedelta(hours=stage.rng.randrange(1, 200)), stage.now)
        sheet = Response(
            survey=nps.survey, relationship=order.relationship, unit_id=order.unit_id, answered_at=at
        )
        sheets.add(
            sheet,
            {
                nps: _scale(stage, 8.4 - fall, 1.9, 0, 10),
                csat: _scale(stage, 4.3 - fall / 2, 0.9, 1, 5),
                words: stage.rng.choice(WORDS),
            },
        )


def _colleagues(stage: Stage, sheets: Sheets) -> None:
    """A survey each quarter. Confidential: a sheet knows the unit and the day, and nothing of who filled it in."""
    thanked = [name for name in MOOD if name not in (NEVER_THANKED, "Sales")]
    for wave in _quarters(stage):
        enps, thanks = _survey(
            stage,
            "People",
            f"How are we? {wave:%B %Y}",
            Side.INTERNAL,
            Survey.Mode.CONFIDENTIAL,
            COLLEAGUES_ARE_ASKED,
            wave,
        )
        for unit, people in stage.staff.items():
            for _ in people:
                if stage.rng.random() >= COLLEAGUES_ANSWER or unit not in MOOD:
                    continue
                low = 1.4 if unit in ("Workshop", "Maintenance") and stage.story.is_slow(wave) else 0
                given = f"{stage.rng.choice(thanked)}, for their help." if stage.rng.random() < THANKS else ""
                sheets.add(
                    Response(survey=enps.survey, unit=stage.units[unit], answered_at=wave),
                    {enps: _scale(stage, MOOD[unit] - low, 1.8, 0, 10), thanks: given},
                )


def _users(stage: Stage, sheets: Sheets) -> None:
    """Those who were served inside rate who served them."""
    satisfied, easy = _survey(
        stage,
        "IT",
        "After a service",
        Side.INTERNAL,
        Survey.Mode.NAMED,
        (
            ("satisfied", "How satisfied are you with what you received?", Instrument.CSAT, 1, 5),
            ("easy", "It was easy to have my issue handled.", Instrument.CES, 1, 7),
        ),
    )
    for served in stage.serves.values():
        if served.side != Side.INTERNAL or served.kind not in (
            RelationshipKind.COLLEAGUE,
            RelationshipKind.UNIT,
        ):
            continue
        for month in range(36):
            if stage.rng.random() < USERS_ANSWER:
                at = stage.start + timedelta(days=30.4 * month + stage.rng.random() * 30)
                if not served.opened_at < at < stage.now:
                    continue
                sheets.add(
                    Response(
                        survey=satisfied.survey,
                        relationship=served,
                        unit_id=served.provider_id,
                        answered_at=at,
                    ),
                    {satisfied: _scale(stage, 4.0, 0.9, 1, 5), easy: _scale(stage, 5.1, 1.4, 1, 7)},
                )


def _quarters(stage: Stage) -> list[datetime]:
    """The days on which colleagues are asked, the last one three weeks ago."""
    last = (stage.now - timedelta(days=21)).replace(hour=12, minute=0, second=0, microsecond=0)
    return [last - timedelta(days=91 * back) for back in reversed(range(12))]
