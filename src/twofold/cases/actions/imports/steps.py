"""The writer of imported steps: an event log, one line for each thing that was done about a case."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from twofold.cases.actions.imports.found import REASON, Found, external_key, known_cases, moved_away
from twofold.cases.actions.search_entries import refresh_search
from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.core.plates import ImportContext, Outcome, Row, RowChange, RowResult
from twofold.core.setwise import among
from twofold.directory.access import require_work_in

AT_ONCE = 500
SETTLED = ("opened_at", "resolved_at", "state")


class StepWriter:
    """Writes steps. Cases that are missing are made for the unknown buyer; the first step of a case opens it."""

    def __init__(self, context: ImportContext) -> None:
        require_work_in(context.actor, context.unit_id)
        self.context = context
        self.found = Found(context)
        self._settled = 0

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch. What another file has told already stays as it is; within a file, the same twice is two steps."""
        cases = self._cases(rows)
        told = self._told_before(cases)
        results, fresh = [], []
        for row in rows:
            case = cases[external_key(self.context, str(row.values["case"]))]
            step = self._step(row, case)
            if not self.found.may_write_in(case.unit_id):
                results.append(moved_away(row, "case"))
            elif told[_sameness(step)] > 0:
                told[_sameness(step)] -= 1
                results.append(RowResult(row.number, Outcome.UNCHANGED))
            else:
                fresh.append(step)
                results.append(RowResult(row.number, Outcome.CREATED))
        CaseStep.objects.bulk_create(fresh)
        return results

    def finish(self) -> bool:
        """Let first steps open and, if so chosen, last steps resolve their cases, some hundred at a time."""
        steps = CaseStep.objects.system(REASON).filter(import_run_id=self.context.run_id)
        after = steps.filter(case_id__gt=self._settled).order_by("case_id")
        batch = list(after.values_list("case_id", flat=True).distinct()[:AT_ONCE])
        if not batch:
            return False
        before = self._elder(batch)
        _open_with_first(batch)
        if self.context.options["last_step_resolves"] == "yes":
            _resolve_with_last(batch)
        self.context.keep(_differences(before, self._elder(batch)))
        refresh_search(batch)
        self._settled = batch[-1]
        return True

    def _elder(self, case_ids: Sequence[int]) -> dict[tuple, dict[str, object]]:
        """What settling may change of cases and steps that are not this import's."""
        cases = Case.objects.system(REASON).filter(pk__in=case_ids).exclude(import_run_id=self.context.run_id)
        steps = CaseStep.objects.system(REASON).filter(case_id__in=case_ids, import_run_id__isnull=False)
        found = {(Case, row.pop("id")): row for row in cases.values("id", *SETTLED)}
        others = steps.exclude(import_run_id=self.context.run_id).values("id", "kind")
        return found | {(CaseStep, row.pop("id")): row for row in others}

    def _cases(self, rows: Sequence[Row]) -> dict[str, Case]:
        """External key → case; those that are missing are made, opened for the time being at their first line."""
        names = {external_key(self.context, str(row.values["case"])): str(row.values["case"]) for row in rows}
        known = known_cases(self.context, names.values())
        missing = [key for key in names if key not in known]
        if not missing:
            return known
        unit, buyer = self.context.unit_id, self.found.unknown_buyer
        self.found.learn_relationships([(unit, buyer)])
        opened = {}
        for row in rows:
            key = external_key(self.context, str(row.values["case"]))
            opened[key] = min(opened.get(key, row.values["happened_at"]), row.values["happened_at"])
        fresh = [
            Case(
                relationship_id=self.found.relationship(unit, buyer),
                unit_id=unit,
                kind=self.context.options["kind"],
                title=_("Case %(key)s") % {"key": names[key]},
                opened_at=opened[key],
                external_key=key,
                import_run_id=self.context.run_id,
            )
            for key in missing
        ]
        Case.objects.bulk_create(fresh)
        CaseParty.objects.bulk_create(
            [CaseParty(case=case, party_id=buyer, role=CaseParty.Role.REQUESTER) for case in fresh]
        )
        return known | {case.external_key: case for case in fresh}

    def _told_before(self, cases: dict[str, Case]) -> Counter:
        """How often each step of these cases stands there from other files."""
        steps = CaseStep.objects.system(REASON).filter(
            case__in=among(case.pk for case in cases.values()), import_run_id__isnull=False
        )
        return Counter(map(_sameness, steps.exclude(import_run_id=self.context.run_id)))

    def _step(self, row: Row, case: Case) -> CaseStep:
        return CaseStep(
            case_id=case.pk,
            kind=CaseStep.Kind.OTHER,
            label=str(row.values["step"]),
            happened_at=row.values["happened_at"],
            import_run_id=self.context.run_id,
        )


def _differences(
    before: dict[tuple, dict[str, object]], after: dict[tuple, dict[str, object]]
) -> Iterator[RowChange]:
    for (model, pk), old in before.items():
        new = {name: value for name, value in after[model, pk].items() if value != old[name]}
        if new:
            yield RowChange(model, pk, {name: old[name] for name in new}, new)


def _sameness(step: CaseStep) -> tuple:
    return step.case_id, step.label, step.happened_at


def _open_with_first(case_ids: Iterable[int]) -> None:
    first = _steps_of_case().values("case").annotate(at=Min("happened_at")).values("at")
    _cases(case_ids).update(opened_at=Subquery(first))
    _mark(case_ids, CaseStep.Kind.OPENED, ("happened_at", "pk"))


def _resolve_with_last(case_ids: Iterable[int]) -> None:
    last = _steps_of_case().values("case").annotate(at=Max("happened_at")).values("at")
    _cases(case_ids).update(resolved_at=Subquery(last), state=Case.State.RESOLVED)
    _mark(case_ids, CaseStep.Kind.RESOLVED, ("-happened_at", "-pk"))


def _mark(case_ids: Iterable[int], kind: str, order: tuple[str, str]) -> None:
    """Call the first step of each case, in that order, what it is; a step that is both first and last has opened it."""
    steps = CaseStep.objects.system(REASON).filter(case_id__in=case_ids, import_run_id__isnull=False)
    steps.filter(kind=kind).update(kind=CaseStep.Kind.OTHER)
    foremost = CaseStep.objects.system(REASON).filter(case_id=OuterRef("case_id")).order_by(*order)
    found = steps.filter(pk=Subquery(foremost.values("pk")[:1])).exclude(kind=CaseStep.Kind.OPENED)
    CaseStep.objects.system(REASON).filter(pk__in=list(found.values_list("pk", flat=True))).update(kind=kind)


def _steps_of_case() -> QuerySet[CaseStep]:
    return CaseStep.objects.system(REASON).filter(case_id=OuterRef("pk")).order_by()


def _cases(case_ids: Iterable[int]) -> QuerySet[Case]:
    return Case.objects.system(REASON).filter(pk__in=case_ids)
