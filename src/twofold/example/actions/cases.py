"""Three years of cases on both sides, with what was done about them and how the promises were kept."""

from datetime import datetime, timedelta

from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.core.calendar import NINE_TO_FIVE
from twofold.example.actions import case_texts as texts
from twofold.example.actions.stage import Stage
from twofold.example.actions.stories import COMPLAINTS_RISE, QUARREL, SLOW_UNIT, SLOWER
from twofold.relationships.models import Dealing, Relationship, RelationshipKind, Side

COMPLAINT_RATE, QUESTION_RATE = 0.028, 0.11
INTERNAL_RATE = {"IT": 2.1, "Finance": 0.5, "People": 0.6}  # cases a colleague a year
UNIT_RATE = {
    "Maintenance": 80,
    "Workshop": 26,
    "Warehouse & Delivery": 40,
    "IT": 30,
    "Finance": 8,
    "Customer Care": 10,
}
PROMISED_HOURS = {
    Case.Kind.QUESTION: 8,
    Case.Kind.REQUEST: 24,
    Case.Kind.COMPLAINT: 40,
    Case.Kind.CONFLICT: 80,
}
QUARRELS = 5
CHAINED = 9
LONG_AGO = timedelta(days=700)
NOT_YET = 400  # working hours: longer than anything that is open now has been


class Docket:
    """Cases with their steps and participants, gathered and then written together."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.cases: list[Case] = []
        self.steps: list[list[CaseStep]] = []

    def add(
        self,
        served: Relationship,
        unit: str,
        kind: str,
        title: str,
        opened: datetime,
        hours: float,
        parent: Case | None = None,
    ) -> Case:
        """A case that takes `hours` of working time; it is still open if that is not over yet."""
        stage = self.stage
        promised = NINE_TO_FIVE.add_working(opened, timedelta(hours=PROMISED_HOURS[kind]))
        resolved = NINE_TO_FIVE.add_working(opened, timedelta(hours=hours))
        answered = min(opened + (resolved - opened) * 0.4, stage.now)
        case = Case(
            relationship=served,
            unit=stage.units[unit],
            parent=parent,
            kind=kind,
            title=title,
            description=texts.description(stage.rng, kind),
            opened_at=opened,
            promised_at=promised,
            first_answered_at=answered if resolved < stage.now or stage.rng.random() < 0.5 else None,
            assignee=stage.rng.choice(stage.staff[unit]) if stage.rng.random() < 0.85 else None,
        )
        if resolved < stage.now:
            case.state, case.resolved_at = Case.State.RESOLVED, resolved
            case.resolution = texts.resolution(stage.rng, kind)
        self.cases.append(case)
        self.steps.append(self._steps(case))
        return case

    def write(self) -> None:
        """Write everything; parents first, so that children find them."""
        parents = [case for case in self.cases if case.parent is None]
        Case.objects.bulk_create(parents, batch_size=1000)
        children = [case for case in self.cases if case.parent is not None]
        for child in children:
            child.parent_id = child.parent.pk
        Case.objects.bulk_create(children, batch_size=1000)
        for case, steps in zip(self.cases, self.steps, strict=True):
            for step in steps:
                step.case_id = case.pk
        CaseStep.objects.bulk_create([step for steps in self.steps for step in steps], batch_size=2000)
        CaseParty.objects.bulk_create(
            [
                CaseParty(case=case, party_id=case.relationship.customer_id, role=CaseParty.Role.REQUESTER)
                for case in self.cases
            ],
            batch_size=2000,
        )

    def _steps(self, case: Case) -> list[CaseStep]:
        steps = [CaseStep(kind=CaseStep.Kind.OPENED, happened_at=case.opened_at)]
        if case.first_answered_at:
            answer = texts.answer(self.stage.rng, case.kind)
            steps.append(self._step(case, CaseStep.Kind.ANSWERED, case.first_answered_at, answer))
        if case.resolved_at:
            steps.append(self._step(case, CaseStep.Kind.RESOLVED, case.resolved_at, case.resolution))
        return steps

    def _step(self, case: Case, kind: str, at: datetime, body: str) -> CaseStep:
        return CaseStep(kind=kind, happened_at=at, body=body, person_id=case.assignee_id)


def open_cases(stage: Stage, orders: list[Dealing]) -> Docket:
    """Write the cases of the three years."""
    docket = Docket(stage)
    complaints = _outside(stage, docket, orders)
    _colleagues_ask(stage, docket)
    _units_ask(stage, docket)
    _quarrel(stage, docket)
    _chain(stage, docket, orders, complaints)
    _few_ask(stage, docket, orders)
    docket.write()
    return docket


def _outside(stage: Stage, docket: Docket, orders: list[Dealing]) -> list[Case]:
    rng, complaints = stage.rng, []
    for order in orders:
        served = order.relationship
        felt = stage.story.is_felt(order.happened_at + timedelta(days=7))
        if rng.random() < COMPLAINT_RATE * (COMPLAINTS_RISE if felt else 1):
            opened = stage.moment(
                order.happened_at + timedelta(days=4), order.happened_at + timedelta(days=20)
            )
            if opened < stage.now - timedelta(hours=1):
                title = rng.choice(texts.LATE if felt and rng.random() < 0.8 else texts.COMPLAINTS).format(
                    item=order.offering.name
                )
                hours = rng.gammavariate(2, 12) * (1.5 if felt else 1)
                complaints.append(
                    docket.add(served, "Customer Care", Case.Kind.COMPLAINT, title, opened, hours)
                )
        if rng.random() < QUESTION_RATE:
            opened = stage.moment(order.happened_at, order.happened_at + timedelta(days=30))
            if opened < stage.now - timedelta(minutes=30):
                title = rng.choice(texts.QUESTIONS).format(item=order.offering.name)
                kind = Case.Kind.QUESTION if rng.random() < 0.7 else Case.Kind.REQUEST
                docket.add(served, "Customer Care", kind, title, opened, rng.gammavariate(1.4, 4))
    return complaints


def _colleagues_ask(stage: Stage, docket: Docket) -> None:
    for served in stage.serves.values():
        provider = next(name for name, unit in stage.units.items() if unit.pk == served.provider_id)
        if (
            served.side != Side.INTERNAL
            or served.kind != RelationshipKind.COLLEAGUE
            or provider not in INTERNAL_RATE
        ):
            continue
        at = served.opened_at
        while (
            at := at + timedelta(days=stage.rng.expovariate(INTERNAL_RATE[provider] / 365))
        ) < stage.now - timedelta(hours=1):
            opened = stage.moment(at, at + timedelta(hours=10))
            if opened < stage.now:
                title = stage.rng.choice(texts.ASKED_INSIDE[provider])
                docket.add(served, provider, Case.Kind.REQUEST, title, opened, stage.rng.gammavariate(1.6, 9))


def _units_ask(stage: Stage, docket: Docket) -> None:
    """What units ask of each other: the slow story is here."""
    for served in stage.serves.values():
        provider = next(name for name, unit in stage.units.items() if unit.pk == served.provider_id)
        if served.kind != RelationshipKind.UNIT or provider not in UNIT_RATE:
            continue
        at = stage.start
        while (
            at := at + timedelta(days=stage.rng.expovariate(UNIT_RATE[provider] / 365))
        ) < stage.now - timedelta(hours=1):
            slower = SLOWER if provider == SLOW_UNIT and stage.story.is_slow(at) else 1
            title = stage.rng.choice(texts.UNITS_ASK[provider])
            docket.add(
                served, provider, Case.Kind.REQUEST, title, at, stage.rng.gammavariate(2.2, 5) * slower
            )


def _quarrel(stage: Stage, docket: Docket) -> None:
    """The same conflict, settled and back again; the last one is open."""
    served = stage.serves[stage.units["Warehouse & Delivery"].pk, stage.units[QUARREL[0]].pk, Side.INTERNAL]
    for number in range(QUARRELS):
        opened = stage.now - timedelta(days=20 + 210 * (QUARRELS - 1 - number), hours=3)
        docket.add(
            served,
            "Warehouse & Delivery",
            Case.Kind.CONFLICT,
            texts.QUARREL[number],
            opened,
            60 if number < QUARRELS - 1 else NOT_YET,
        )


def _chain(stage: Stage, docket: Docket, orders: list[Dealing], complaints: list[Case]) -> None:
    """Complaints that wait for work inside: some of last week, and many from the time of the slow service."""
    last_week = sorted(orders, key=lambda order: order.happened_at)[-CHAINED * 3 :: 3]
    stocked = stage.serves[stage.units["Warehouse & Delivery"].pk, stage.units["Web Shop"].pk, Side.INTERNAL]
    repaired = stage.serves[stage.units["Maintenance"].pk, stage.units["Workshop"].pk, Side.INTERNAL]
    for order in last_week:
        title = stage.rng.choice(texts.LATE).format(item=order.offering.name)
        opened = stage.now - timedelta(days=stage.rng.randrange(1, 9), hours=stage.rng.randrange(1, 9))
        case = docket.add(order.relationship, "Customer Care", Case.Kind.COMPLAINT, title, opened, NOT_YET)
        _inside(stage, docket, case, stage.rng.choice((stocked, repaired)), NOT_YET)
    felt = [case for case in complaints if stage.story.is_felt(case.opened_at)]
    for case in stage.rng.sample(felt, min(len(felt), 60)):
        _inside(stage, docket, case, repaired, stage.rng.gammavariate(2, 9))


def _inside(stage: Stage, docket: Docket, parent: Case, served: Relationship, hours: float) -> None:
    unit = next(name for name, unit in stage.units.items() if unit.pk == served.provider_id)
    opened = min(parent.opened_at + timedelta(hours=5), stage.now - timedelta(minutes=5))
    title = stage.rng.choice(texts.BLOCKED_BY[unit])
    docket.add(served, unit, Case.Kind.REQUEST, title, opened, hours, parent=parent)


def _few_ask(stage: Stage, docket: Docket, orders: list[Dealing]) -> None:
    """Those who have not bought yet, or not for long, ask Customer Care too, and so do colleagues: by a chance of their own."""
    chance = stage.rng.getstate()
    stage.rng.seed("attention")
    last = {
        order.relationship.pk: order.happened_at for order in sorted(orders, key=lambda one: one.happened_at)
    }
    outside = [served for served in stage.serves.values() if served.side == Side.EXTERNAL]
    never = [served for served in outside if served.pk not in last]
    before = [served for served in outside if last.get(served.pk, stage.now) < stage.now - LONG_AGO]
    care = stage.units["Customer Care"].pk
    inside = [one for one in stage.serves.values() if one.side == Side.INTERNAL and one.provider_id == care]
    for some, count in ((never, 24), (before, 24), (inside, 36)):
        for number in range(count if some else 0):
            opened = stage.now - timedelta(hours=stage.rng.uniform(1, 24 * (6 if number % 5 == 0 else 35)))
            title = stage.rng.choice(texts.QUESTIONS).format(item=stage.rng.choice(orders).offering.name)
            hours = NOT_YET if number % 5 == 0 else stage.rng.gammavariate(1.4, 6)
            served = stage.rng.choice(some)
            docket.add(served, "Customer Care", Case.Kind.QUESTION, title, opened, hours)
    stage.rng.setstate(chance)
