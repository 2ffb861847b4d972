"""What the example's units make better because of what they heard."""

from datetime import timedelta

from twofold.example.actions.stage import Stage
from twofold.feedback.models import Idea
from twofold.relationships.actions.improvement_effects import measure_effects
from twofold.relationships.models import Improvement, ImprovementEvidence, Side

State = Improvement.State
# unit, side, title, what was said, what is done or was, state, begun so many days ago, due in so many, figure, how it stood
IMPROVEMENTS = (
    ("Customer Care", Side.EXTERNAL, "Say a two-hour window for deliveries",
     "A whole day off for a shelf is too much.", "Ask the carrier for windows, begin with the three largest towns.",
     State.UNDERWAY, 40, 30, "surveys.nps", (21.0, 214, 14.0, 28.0)),
    ("IT", Side.INTERNAL, "One sign-in for everything", "I type four passwords before the first coffee.",
     "Time sheets first, payroll last.", State.PLANNED, 12, 60, "", None),
    ("Warehouse & Delivery", Side.INTERNAL, "Pick heavy things last", "They crush what lies below in the trolley.",
     "The list is sorted so since Monday.", State.DONE, 90, -60, "", None),
    ("Web Shop", Side.EXTERNAL, "Show what a repair will cost before it is sent in",
     "I learn the price when the chair is in pieces already.", "Each repair has a price on the page, within ten euros.",
     State.DONE, 150, -70, "surveys.nps", (17.0, 188, 9.0, 25.0)),
)  # fmt: skip


def improve(stage: Stage) -> None:
    """Let units begin and end improvements; those that an idea asked for name it."""
    for unit, side, title, heard, words, state, begun, due, measure, stood in IMPROVEMENTS:
        began = stage.now - timedelta(days=begun)
        is_done = state == State.DONE
        before = dict(zip(("value", "n", "low", "high"), stood, strict=True)) if stood else {}
        improvement = Improvement.objects.create(
            unit=stage.units[unit],
            side=side,
            title=title,
            heard=heard,
            plan="" if is_done else words,
            outcome=words if is_done else "",
            owner=stage.staff[unit][0],
            due_on=(stage.now + timedelta(days=due)).date(),
            state=state,
            measure=measure,
            before=before and before | {"at": began.date().isoformat()},
            created_at=began,
            changed_at=began,
            ended_at=stage.now + timedelta(days=due - 2) if is_done else None,
        )
        idea = Idea.objects.system("the example").filter(title=title).first()
        if idea:
            ImprovementEvidence.objects.create(
                improvement=improvement, subject_kind="feedback.idea", subject_id=idea.pk, added_at=began
            )
    measure_effects(now=stage.now)
