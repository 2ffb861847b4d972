"""How Alder & Finch divides its attention: a queue for what comes in, what was handed out of it, turns, and who is away."""

from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from twofold.accounts.models import Membership, User
from twofold.cases.actions.queueing import queue_open_cases, stream_of
from twofold.cases.models import Case, HandOut, RotationMember, Stream, StreamShare, UnitQueue
from twofold.core.actor import Level
from twofold.directory.models import Absence, Party
from twofold.example.actions.organization import HOST
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Side
from twofold.relationships.queries.windows import counts_since, window_on

REASON = "the example is being built"
QUEUES = {
    "Customer Care": {Stream.EXTERNAL_CURRENT: 4.0, Stream.EXTERNAL_PAST: 2.0, Stream.INTERNAL_CURRENT: 3.0},
    "IT": {Stream.INTERNAL_CURRENT: 2.0},
}
LOOKED_BACK = timedelta(days=40)
TAKEN_PAST = 0.03
PAST_REASONS = (
    "The customer stood at the counter",
    "I had sold them the chair and knew what it was about",
    "The driver was waiting for the answer",
)
SKILLS = (("Assembly", "French"), ("Network",), ("Assembly", "Network"), ())


@transaction.atomic
def divide_attention(stage: Stage) -> None:
    """Open the queues, with what happened in them before, and say who takes turns and who is away."""
    rng = Random("attention")  # nosec B311: chance for an example, not for a secret
    since = _boundaries(timezone.localdate(stage.now))
    for name, weights in QUEUES.items():
        unit = stage.units[name]
        _put_back(unit.pk)
        _tell_of_before(stage, unit.pk, since, rng)
        UnitQueue.objects.create(unit=unit, takes_plain=True)
        StreamShare.objects.bulk_create(
            [StreamShare(unit=unit, stream=stream, weight=weight) for stream, weight in weights.items()]
        )
        queue_open_cases(unit.pk, now=stage.now)
        _take_turns(stage, name)
    _be_away(stage, rng)


def _boundaries(today: date) -> dict[str, date]:
    return {side: counts_since(window_on(side, today), today) for side in Side.values}


def _put_back(unit_id: int) -> None:
    """Nobody looks yet after what is open and unanswered."""
    unanswered = Case.objects.system(REASON).filter(
        unit_id=unit_id, state=Case.State.OPEN, first_answered_at=None, is_restricted=False
    )
    unanswered.exclude(kind=Case.Kind.CONFLICT).update(assignee=None)


def _tell_of_before(stage: Stage, unit_id: int, since: dict[str, date], rng: Random) -> None:
    """What the queue has handed out in the last weeks."""
    cases = Case.objects.system(REASON).filter(
        unit_id=unit_id, opened_at__gte=stage.now - LOOKED_BACK, assignee__isnull=False, is_restricted=False
    )
    handed = []
    for case in cases.select_related("relationship").order_by("opened_at", "pk"):
        begun = min(case.first_answered_at or stage.now, case.resolved_at or stage.now)
        waited = (begun - case.opened_at) * rng.uniform(0.4, 0.9)
        goes_past = rng.random() < TAKEN_PAST
        handed.append(
            HandOut(
                case=case,
                unit_id=unit_id,
                person_id=case.assignee_id,
                stream=stream_of(case.relationship, since[case.relationship.side]),
                handed_at=case.opened_at + waited,
                waited_seconds=int(waited.total_seconds()),
                why={} if goes_past else _why(case, rng),
                override_reason=rng.choice(PAST_REASONS) if goes_past else "",
            )
        )
    HandOut.objects.bulk_create(handed, batch_size=500)


def _why(case: Case, rng: Random) -> dict:
    place = rng.randint(1, 9)
    return {
        "by_age": False,
        "due_at": case.promised_at and case.promised_at.isoformat(),
        "is_own_promise": True,
        "place_by_age": place,
        "waiting": place + rng.randint(0, 6),
        "weight": 1.0,
        "holds_up": {},
    }


def _take_turns(stage: Stage, name: str) -> None:
    """Four of a unit take turns, one of them half as often."""
    for number, (person, skills) in enumerate(zip(stage.staff[name][:4], SKILLS, strict=True)):
        _let_sign_in(stage, name, person)
        RotationMember.objects.create(
            unit=stage.units[name], person=person, weight=0.5 if number == 2 else 1.0, skills=list(skills)
        )


def _let_sign_in(stage: Stage, name: str, person: Party) -> None:
    """An account without a password, for whoever has none yet."""
    if User.objects.filter(person=person).exists():
        return
    user = User(email=f"colleague{person.pk}@{HOST}.example", person=person, created_at=stage.now)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, unit=stage.units[name], level=Level.WORK)


def _be_away(stage: Stage, rng: Random) -> None:
    """Some are on leave now, some will be."""
    today = timezone.localdate(stage.now)
    people = [stage.staff["Customer Care"][1], stage.staff["IT"][2], *rng.sample(stage.colleagues, 6)]
    for number, person in enumerate(dict.fromkeys(people)):
        starts = today + timedelta(days=-2 if number < 2 else rng.randint(1, 30))
        Absence.objects.create(
            person=person, starts_on=starts, ends_on=starts + timedelta(days=rng.randint(4, 12))
        )
