from datetime import timedelta

import pytest

from twofold.cases.actions.imports.steps import StepWriter
from twofold.cases.models import Case
from twofold.core.errors import NotAllowed
from twofold.core.plates import ImportContext, Row


def log(unit, actor, now, run=1, **options):
    values = {"side": "external", "kind": "request", "last_step_resolves": "yes"} | options
    return StepWriter(ImportContext(actor, unit.pk, run, "", now, options=values, headers={"case": "CaseID"}))


def line(number, case, step, at):
    return Row(number, {"case": case, "step": step, "happened_at": at})


def written(writer, *rows):
    outcomes = [result.outcome for result in writer.write(rows)]
    while writer.finish():
        pass
    return outcomes


def test_the_first_step_opens_and_the_last_resolves(sales, amina, actor_of, now):
    lines = [
        line(2, "7", "8", now - timedelta(hours=2)),
        line(3, "7", "1", now - timedelta(hours=5)),
        line(4, "8", "1", now - timedelta(hours=1)),
        line(5, "7", "6", now),
    ]
    assert written(log(sales, actor_of(amina), now), *lines) == ["created"] * 4
    long, short = Case.objects.system("test").order_by("pk")
    assert (long.title, long.opened_at, long.resolved_at) == ("Case 7", now - timedelta(hours=5), now)
    assert (short.opened_at, short.resolved_at) == (now - timedelta(hours=1),) * 2
    assert long.relationship.customer.is_unknown_buyer
    kinds = long.steps.system("test").order_by("happened_at").values_list("kind", "label")
    assert list(kinds) == [("opened", "1"), ("other", "8"), ("resolved", "6")]


def test_cases_stay_open_unless_the_last_step_resolves(sales, amina, actor_of, now):
    written(
        log(sales, actor_of(amina), now, last_step_resolves="no"),
        line(2, "7", "1", now),
        line(3, "7", "6", now),
    )
    assert Case.objects.system("test").get().is_open


def test_the_same_line_twice_is_two_steps_but_the_same_file_twice_is_not(sales, amina, actor_of, now):
    lines = [line(2, "7", "1", now), line(3, "7", "1", now)]
    assert written(log(sales, actor_of(amina), now), *lines) == ["created"] * 2
    more = [*lines, line(4, "7", "6", now + timedelta(hours=1))]
    assert written(log(sales, actor_of(amina), now, run=2), *more) == ["unchanged", "unchanged", "created"]
    case = Case.objects.system("test").get()
    assert (case.steps.system("test").count(), case.resolved_at) == (3, now + timedelta(hours=1))
    assert list(case.steps.system("test").filter(kind="resolved").values_list("label", flat=True)) == ["6"]


def test_a_case_that_has_moved_away_is_left_alone(sales, it, amina, actor_of, now):
    written(log(sales, actor_of(amina), now), line(2, "7", "1", now))
    Case.objects.system("test").update(unit=it)
    [result] = log(sales, actor_of(amina), now, run=2).write([line(2, "7", "6", now)])
    assert result.outcome == "rejected"
    assert "passed on" in result.reason


def test_the_same_keys_of_another_unit_are_other_cases(sales, it, amina, mallory, actor_of, now):
    written(log(sales, actor_of(amina), now), line(2, "7", "1", now))
    written(log(it, actor_of(mallory), now, run=2), line(2, "7", "1", now))
    assert Case.objects.system("test").count() == 2


def test_outsiders_import_nothing(sales, mallory, actor_of, now):
    with pytest.raises(NotAllowed):
        log(sales, actor_of(mallory), now)


def test_a_batch_is_written_set_wise(sales, amina, actor_of, now, django_assert_max_num_queries):
    lines = [line(number, str(number // 3), "1", now) for number in range(300)]
    with django_assert_max_num_queries(50):
        log(sales, actor_of(amina), now).write(lines)
