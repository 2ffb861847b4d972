"""Types of cases: who states them, what they bring, and the pages on which they are set up."""

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.actions.case_types import (
    StageStated,
    TypeStated,
    add_case_type,
    change_case_type,
    retire_case_type,
)
from twofold.cases.actions.cases import resolve_case
from twofold.cases.actions.children import OpenChildren
from twofold.cases.actions.open import open_case, open_child_case
from twofold.cases.actions.stages import change_type, move_case
from twofold.cases.actions.usual_types import add_usual_types
from twofold.cases.models import Case, CaseStep, CaseType
from twofold.cases.queries.waiting_on import held_up_by
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.models import Attribute
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

STAGES = (StageStated("New"), StageStated("Waiting", pauses=True), StageStated("Work", limit=1))
TYPED = {
    "name": "Repair",
    "kind": "request",
    "unit": "",
    "handled_by": "",
    "is_for_external": "on",
    "way": "taken",
    "stage-TOTAL_FORMS": "3",
    "stage-INITIAL_FORMS": "0",
    "stage-0-name": "New",
    "stage-0-ORDER": "2",
    "stage-1-name": "Received",
    "stage-1-ORDER": "1",
    "stage-2-name": "",
}


@pytest.fixture
def repair(chidi, actor_of, now):
    return add_case_type(TypeStated("request", "Repair", stages=STAGES), actor=actor_of(chidi), now=now)


@pytest.fixture
def acts(amina, actor_of, now):
    return {"actor": actor_of(amina), "now": now}


def opened(customer, unit, case_type, acts, **fields):
    return open_case(
        party=customer, unit_id=unit.pk, side="external", kind="question", title="It broke",
        case_type=case_type, **(acts | fields),
    )  # fmt: skip


def stage(case_type, name):
    return case_type.stages.get(name=name)


def last_act():
    """The last act that can be taken back and was not."""
    undone = Event.objects.system("test").filter(verb="workspace.undone").values_list("details", flat=True)
    done = Event.objects.system("test").filter(verb__startswith="cases.type_")
    return done.exclude(pk__in=[one["undone_event_id"] for one in undone]).latest("pk")


def test_a_lead_states_types_of_their_unit_only(bo, amina, sales, it, actor_of, now):
    mine = add_case_type(TypeStated("request", "Repair", unit_id=sales.pk), actor=actor_of(bo), now=now)
    assert mine.unit_id == sales.pk
    for who, unit in ((bo, it.pk), (bo, None), (amina, sales.pk)):
        with pytest.raises(NotAllowed):
            add_case_type(TypeStated("request", "Other", unit_id=unit), actor=actor_of(who), now=now)
    assert CaseType.objects.system("test").count() == 1


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "wish"}, "kind"),
        ({"is_for_internal": False, "is_for_external": False}, "is_for_external"),
        ({"attributes": [7]}, "attributes"),
        ({"stages": [StageStated("A"), StageStated("a")]}, "stages"),
        ({"stages": [StageStated("A", pauses=True)]}, "stages"),
    ],
)
def test_what_makes_no_sense_is_refused(stated, field, chidi, actor_of, now):
    fields = {"kind": "request", "name": "Repair"} | stated
    with pytest.raises(BadInput) as refusal:
        add_case_type(TypeStated(**fields), actor=actor_of(chidi), now=now)
    assert refusal.value.field == field


def test_a_case_begins_in_the_first_stage_of_its_type(customer, sales, repair, acts):
    case = opened(customer, sales, repair, acts)
    assert (case.kind, case.stage.name) == ("request", "New")


def test_a_type_goes_to_the_unit_that_handles_it(customer, sales, hr, chidi, actor_of, acts, now):
    stated = TypeStated("complaint", "Grievance", handled_by_id=hr.pk, is_restricted=True)
    grievance = add_case_type(stated, actor=actor_of(chidi), now=now)
    case = opened(customer, sales, grievance, acts)
    assert (case.unit_id, case.relationship.provider_id, case.is_restricted) == (hr.pk, hr.pk, True)
    bo_sees = Case.objects.visible_to(actor_of(chidi)).filter(pk=case.pk)
    assert not bo_sees.exists()


def test_a_type_that_is_not_for_that_side_is_refused(customer, sales, chidi, actor_of, acts, now):
    stated = TypeStated("request", "Laptop", is_for_external=False)
    laptop = add_case_type(stated, actor=actor_of(chidi), now=now)
    with pytest.raises(BadInput) as refusal:
        opened(customer, sales, laptop, acts)
    assert refusal.value.field == "type"


def test_its_form_asks_for_its_attributes(customer, sales, chidi, actor_of, acts, now):
    fields = {"label": "Serial number", "kind": "text", "index": "ready", "created_at": now}
    serial = Attribute.objects.create(applies_to="case", key="serial", **fields)
    stated = TypeStated("request", "Repair", attributes=[serial.pk])
    repair = add_case_type(stated, actor=actor_of(chidi), now=now)
    with pytest.raises(BadInput) as refusal:
        opened(customer, sales, repair, acts, attributes={})
    assert refusal.value.field == "attribute.serial"
    assert opened(customer, sales, repair, acts, attributes={"serial": "A7"}).attributes


def test_a_stage_that_pauses_stops_the_clocks_and_the_next_starts_them(customer, sales, repair, acts):
    case = opened(customer, sales, repair, acts)
    move_case(case, stage=stage(repair, "Waiting"), **acts)
    assert Case.objects.system("test").get(pk=case.pk).next_due_at is None
    move_case(case, stage=stage(repair, "Work"), **acts)
    steps = CaseStep.objects.system("test").filter(case=case, kind="moved").order_by("pk")
    assert list(steps.values_list("label", "pauses")) == [("Waiting", True), ("Work", False)]
    assert Case.objects.system("test").get(pk=case.pk).next_due_at is not None


def test_a_stage_holds_as_many_as_it_says(customer, sales, repair, acts):
    one, other = (opened(customer, sales, repair, acts) for _ in range(2))
    move_case(one, stage=stage(repair, "Work"), **acts)
    with pytest.raises(BadInput, match="holds 1"):
        move_case(other, stage=stage(repair, "Work"), **acts)


def test_a_stage_of_another_type_is_refused(case, repair, acts, unchanged):
    with unchanged(case), pytest.raises(BadInput):
        move_case(case, stage=stage(repair, "New"), **acts)


def test_a_case_becomes_one_of_another_type(case, repair, acts):
    changed = change_type(case, case_type=repair, **acts)
    assert (changed.type, changed.stage.name) == (repair, "New")


def test_stages_are_renamed_and_put_in_order_and_cases_stay_in_them(
    customer, sales, repair, chidi, actor_of, acts, now
):
    case = opened(customer, sales, repair, acts)
    new, waiting = stage(repair, "New"), stage(repair, "Waiting")
    stages = (StageStated("Waiting", pk=new.pk), StageStated("New", pauses=True, pk=waiting.pk))
    change_case_type(repair, TypeStated("request", "Repair", stages=stages), actor=actor_of(chidi), now=now)
    assert list(repair.stages.order_by("order").values_list("name", flat=True)) == ["Waiting", "New"]
    assert Case.objects.system("test").get(pk=case.pk).stage.name == "Waiting"


def test_a_stage_in_which_open_cases_stand_does_not_go(customer, sales, repair, chidi, actor_of, acts, now):
    case = opened(customer, sales, repair, acts)
    stated = TypeStated("request", "Repair", stages=(StageStated("Work", pk=stage(repair, "Work").pk),))
    with pytest.raises(BadInput, match="1 open case is in “New”"):
        change_case_type(repair, stated, actor=actor_of(chidi), now=now)
    assert repair.stages.count() == 3
    Case.objects.system("test").filter(pk=case.pk).update(state="resolved", resolved_at=now)
    change_case_type(repair, stated, actor=actor_of(chidi), now=now)
    assert repair.stages.count() == 1


def test_what_was_changed_of_a_type_is_undone_with_its_stages(repair, chidi, actor_of, now):
    who = {"actor": actor_of(chidi), "now": now}
    stated = TypeStated("complaint", "Mend", stages=(StageStated("Fresh", pk=stage(repair, "New").pk),))
    before = list(repair.stages.order_by("pk").values())
    change_case_type(repair, stated, **who)
    retire_case_type(repair, **who)
    for _act in range(2):
        undo_event(last_act().pk, **who)
    again = CaseType.objects.system("test").get()
    assert (again.name, again.kind, again.retired_at) == ("Repair", "request", None)
    assert list(repair.stages.order_by("pk").values()) == before


def test_some_types_do_not_wait_for_what_they_asked_of_others(
    customer, sales, it, chidi, actor_of, acts, now
):
    for waits in (True, False):
        stated = TypeStated("request", f"Waits {waits}", waits_for_children=waits)
        case_type = add_case_type(stated, actor=actor_of(chidi), now=now)
        case = opened(customer, sales, case_type, acts)
        child = open_child_case(case, unit_id=it.pk, title="A part", **acts)
        assert held_up_by(child.pk) == ([case.pk] if waits else [])
        if waits:
            with pytest.raises(OpenChildren):
                resolve_case(case, resolution="Sent.", **acts)
        else:
            assert not resolve_case(case, resolution="Sent.", **acts).is_open


def test_the_usual_types_are_added_once(chidi, actor_of, now):
    names = [one.name for one in add_usual_types(actor=actor_of(chidi), now=now)]
    assert "Grievance" in names
    assert add_usual_types(actor=actor_of(chidi), now=now) == []


def test_a_type_is_set_up_on_one_page(chidi, client_of):
    client = client_of(chidi)
    assert client.post("/settings/case-types/new/", TYPED).status_code == 302
    repair = CaseType.objects.system("test").get()
    assert list(repair.stages.order_by("order").values_list("name", flat=True)) == ["Received", "New"]
    page = client.post("/settings/case-types/new/", TYPED)
    assert page.status_code == 422
    assert "There is a type of this name already" in page.text
    client.post(f"/settings/case-types/{repair.pk}/retire/")
    assert "Not offered any more" in client.get("/settings/case-types/").text


def test_another_line_keeps_what_was_typed(chidi, client_of):
    page = client_of(chidi).post("/settings/case-types/new/", TYPED | {"do": "stage"})
    assert 'value="Received"' in page.text
    assert not CaseType.objects.system("test").exists()


def test_the_usual_ones_are_a_button_away(chidi, amina, client_of):
    assert client_of(amina).get("/settings/case-types/").status_code == 403
    assert "Start with the usual types" in client_of(chidi).get("/settings/case-types/").text
    client_of(chidi).post("/settings/case-types/usual/")
    assert CaseType.objects.system("test").count() == 6


def test_the_form_of_a_case_offers_types(customer, sales, repair, amina, client_of):
    given = {
        "party": customer.pk, "title": "It broke", "kind": str(repair.pk), "side": "external", "unit": sales.pk,
    }  # fmt: skip
    client_of(amina).post("/cases/new/", given)
    assert Case.objects.system("test").get().type == repair


def test_the_page_moves_a_case(customer, sales, repair, acts, amina, client_of):
    case = opened(customer, sales, repair, acts)
    waiting = stage(repair, "Waiting")
    client_of(amina).post(f"/cases/{case.pk}/move/", {"stage": waiting.pk})
    assert Case.objects.system("test").get(pk=case.pk).stage == waiting


def test_a_plain_case_has_no_stages(sales, customer, amina, client_of):
    case = make_case(make_relationship(sales, customer))
    assert 'class="case-stages"' not in client_of(amina).get(f"/cases/{case.pk}/").text
