"""One trouble of many: grouped, told once, resolved together."""

import pytest

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.actions.major import group_case, mark_major, resolve_all, tell_all
from twofold.cases.models import Case, CaseStep
from twofold.cases.tasks import carry_on_major
from twofold.core.errors import BadInput, NotVisible
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event


@pytest.fixture
def acts(amina, actor_of, now):
    return {"actor": actor_of(amina), "now": now}


@pytest.fixture
def outage(case, acts):
    return mark_major(case, is_major=True, **acts)


@pytest.fixture
def others(sales, outage, acts):
    people = [make_person(name, known_to=(sales,)) for name in ("Nora Lind", "Otto Berg")]
    cases = [make_case(make_relationship(sales, one), "No power") for one in people]
    for one in cases:
        group_case(one, major=outage, **acts)
    return cases


def fresh(case):
    return Case.objects.system("test").get(pk=case.pk)


def test_all_are_told_once(outage, others, acts):
    event = tell_all(outage, words="We are at it.", **acts)
    assert carry_on_major.call(event_id=event.pk) == 2
    told = CaseStep.objects.system("test").filter(kind="answered", body="We are at it.")
    assert set(told.values_list("case_id", flat=True)) == {one.pk for one in others}


def test_all_are_resolved_with_one_sentence(outage, others, acts):
    event = resolve_all(outage, resolution="The fuse was changed.", **acts)
    carry_on_major.call(event_id=event.pk)
    assert carry_on_major.call(event_id=event.pk) == 0
    assert {fresh(one).resolution for one in (outage, *others)} == {"The fuse was changed."}


def test_what_cannot_be_resolved_stays_open_and_holds_up_no_other(outage, others, acts):
    make_case(others[0].relationship, "A child", parent=others[0])
    event = resolve_all(outage, resolution="Done.", **acts)
    assert carry_on_major.call(event_id=event.pk) == 1
    assert fresh(others[0]).is_open


def test_nobody_is_told_where_nobody_waits(outage, acts, unchanged):
    with unchanged(outage), pytest.raises(BadInput):
        tell_all(outage, words="Hello?", **acts)


def test_a_part_is_no_whole(outage, others, acts):
    with pytest.raises(BadInput):
        mark_major(others[0], is_major=True, **acts)
    plain = make_case(outage.relationship, "Plain")
    with pytest.raises(BadInput):
        group_case(plain, major=others[0], **acts)
    with pytest.raises(BadInput):
        group_case(outage, major=outage, **acts)


def test_an_ordinary_case_after_all_frees_its_parts_and_takes_them_back(outage, others, acts):
    mark_major(outage, is_major=False, **acts)
    assert fresh(others[0]).major_id is None
    undo_event(Event.objects.system("test").latest("id").pk, **acts)
    assert (fresh(outage).is_major, fresh(others[0]).major_id) == (True, outage.pk)


def test_outsiders_mark_nothing(case, mallory, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(NotVisible):
        mark_major(case, is_major=True, actor=actor_of(mallory), now=now)


def test_the_pages_do_all_of_it(case, sales, amina, client_of):
    client = client_of(amina)
    client.post(f"/cases/{case.pk}/major/")
    one = make_case(make_relationship(sales, make_person("Nora Lind", known_to=(sales,))), "No power")
    client.post(f"/cases/{one.pk}/group/", {"group-major": case.pk})
    page = client.get(f"/cases/{case.pk}/").text
    assert "1 open case is part of it." in page
    assert "Part of a major issue" in client.get(f"/cases/{one.pk}/").text
    client.post(f"/cases/{case.pk}/tell/", {"tell-words": "We are at it."})
    client.post(f"/cases/{case.pk}/resolve-all/", {"resolve_all-resolution": "Fuse changed."})
    assert not fresh(case).is_open
