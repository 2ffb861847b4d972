"""Who complains is neither asked nor advertised to until it is settled, and a while after."""

from datetime import timedelta

from tests.factories import NOW, make_case, make_contact_point, make_relationship
from twofold.cases.models import Case
from twofold.conversations.actions.contact_rules import set_contact_rules
from twofold.conversations.queries.contact_budget import look

DAY = timedelta(days=1)


def test_who_complains_is_left_in_peace_until_a_while_after_and_no_sender_is_told_why(
    dana, sales, actor_of, chidi
):
    party = dana.person
    make_contact_point(party)
    case = make_case(make_relationship(sales, party), kind=Case.Kind.COMPLAINT)
    assert look([party.pk], "survey", now=NOW).held_back == {party.pk: "complaint"}
    assert look([party.pk], "survey", now=NOW, is_reminder=True).reasons == [
        ("Are left in peace for now: asked often enough, or something of theirs is being settled", 1)
    ]
    Case.objects.system("settled").filter(pk=case.pk).update(state=Case.State.RESOLVED, resolved_at=NOW)

    assert look([party.pk], "survey", now=NOW + 13 * DAY).held_back
    assert look([party.pk], "survey", now=NOW + 14 * DAY).allowed
    set_contact_rules({}, {"complaint": (False, 14)}, actor=actor_of(chidi), now=NOW)
    assert look([party.pk], "survey", now=NOW).allowed
