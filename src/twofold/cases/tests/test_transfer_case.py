import pytest

from twofold.cases.actions.cases import assign_case, transfer_case
from twofold.cases.models import Case
from twofold.core.errors import BadInput
from twofold.directory.models import Party
from twofold.search.models import SearchEntry
from twofold.timeline.models import Event


def test_the_unit_moves_and_the_relationship_stays(
    case, sales, logistics, amina, eli, customer, actor_of, now
):
    assign_case(case, person_id=amina.person_id, actor=actor_of(amina), now=now)
    moved = transfer_case(
        case, unit_id=logistics.pk, reason="It broke on the way.", actor=actor_of(amina), now=now
    )
    assert (moved.unit, moved.relationship.provider, moved.assignee) == (logistics, sales, None)
    assert Case.objects.visible_to(actor_of(eli)).get() == case
    assert Party.objects.visible_to(actor_of(eli)).filter(pk=customer.pk).exists()
    assert not Case.objects.visible_to(actor_of(amina)).exists()
    assert f"u{logistics.pk}" in SearchEntry.objects.get(kind="case").words


def test_it_happened_in_the_unit_that_gave_it_away(case, sales, logistics, amina, actor_of, now):
    transfer_case(case, unit_id=logistics.pk, reason="It broke on the way.", actor=actor_of(amina), now=now)
    event = Event.objects.system("test").get()
    assert (event.verb, event.unit_id) == ("cases.case_transferred", sales.pk)
    assert (event.details["from"], event.details["to"]) == (sales.pk, logistics.pk)


@pytest.mark.parametrize(
    ("to", "reason", "field"), [("sales", "Why not", "unit"), ("logistics", "", "reason")]
)
def test_it_refuses_the_same_unit_and_no_reason(
    case, sales, logistics, amina, actor_of, now, unchanged, to, reason, field
):
    unit = {"sales": sales, "logistics": logistics}[to]
    with unchanged(case), pytest.raises(BadInput) as refusal:
        transfer_case(case, unit_id=unit.pk, reason=reason, actor=actor_of(amina), now=now)
    assert refusal.value.field == field


def test_it_refuses_a_closed_unit(case, logistics, amina, actor_of, now, unchanged):
    logistics.closed_on = now.date()
    logistics.save()
    with unchanged(case), pytest.raises(BadInput, match="Logistics was closed"):
        transfer_case(case, unit_id=logistics.pk, reason="Theirs", actor=actor_of(amina), now=now)
