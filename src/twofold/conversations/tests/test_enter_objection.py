"""Someone phones and says “ask me no more”: whoever may edit them enters it, and only they themselves take it back."""

import pytest

from tests.factories import NOW, make_colleague, make_contact_point, make_person
from twofold.conversations.actions.contact_objections import object_to
from twofold.conversations.models import ContactObjection
from twofold.conversations.queries.contact_budget import HeldBack, look
from twofold.core.actor import Level
from twofold.timeline.models import Change, Event


@pytest.fixture
def caller(sales):
    person = make_person("Dana Novak", known_to=(sales,))
    make_contact_point(person)
    return person


def page(caller) -> str:
    return f"/conversations/parties/{caller.pk}/objections/"


def entered(client, caller, **said):
    given = {"purposes": ["survey", "campaign"], "medium": "call", "reason": "too many of them"}
    return client.post(page(caller), given | said)


def test_it_holds_at_once_is_counted_for_senders_and_stands_on_their_page(client, amina, caller):
    client.force_login(amina)
    assert entered(client, caller).status_code == 302

    for purpose in ("survey", "campaign"):
        assert look([caller.pk], purpose, now=NOW).held_back == {caller.pk: HeldBack.OBJECTED}
    assert look([caller.pk], "survey", now=NOW).reasons == [("Do not want to be asked", 1)]
    assert look([caller.pk], "announcement", now=NOW).allowed
    panel = client.get(page(caller), headers={"HX-Request": "true"}).content.decode()
    assert panel.count("“too many of them”") == 2 and "Amina" in panel and "By phone" in panel

    told = Event.objects.system("test").filter(verb="conversations.contact_objected").first()
    assert told.details == {"purpose": "survey", "medium": "call"} and told.person_id == amina.person_id
    assert Change.objects.get(event=told).new == "too many of them"


@pytest.mark.parametrize(
    "given",
    [{"purposes": []}, {"purposes": ["x"]}, {"medium": "link"}, {"medium": ""}, {"reason": "x" * 501}],
)
def test_what_makes_no_sense_is_refused_where_it_stands(client, amina, caller, given):
    client.force_login(amina)
    assert entered(client, caller, **given).status_code == 422
    assert look([caller.pk], "survey", now=NOW).allowed


def test_who_may_only_look_sees_it_and_enters_nothing(client, sales, mallory, caller):
    client.force_login(make_colleague("Vera Sand", sales, Level.VIEW))
    assert "They want no more" not in client.get(page(caller)).content.decode()
    assert entered(client, caller).status_code == 403
    client.force_login(mallory)
    assert entered(client, caller).status_code == 404
    assert look([caller.pk], "survey", now=NOW).allowed


def test_only_their_own_word_takes_it_back(client, amina, caller):
    object_to(caller, "survey", now=NOW)
    standing = ContactObjection.objects.system("test").get()
    client.force_login(amina)
    said = {"medium": "visit"}
    assert client.post(f"/objections/{standing.pk}/lift/", said).status_code == 422
    assert not look([caller.pk], "survey", now=NOW).allowed

    client.post(f"/objections/{standing.pk}/lift/", said | {"is_their_word": "on"})
    assert look([caller.pk], "survey", now=NOW).allowed
    told = Event.objects.system("test").get(verb="conversations.contact_objection_lifted")
    assert told.details == {"purpose": "survey", "medium": "visit"}
    assert client.post(f"/objections/{standing.pk}/lift/", said).status_code == 404


def test_what_was_entered_by_mistake_is_taken_back_by_who_entered_it_or_a_lead(client, amina, sales, caller):
    client.force_login(amina)
    entered(client, caller, purposes=["survey", "campaign"])
    survey, campaign = ContactObjection.objects.system("test").order_by("-purpose")
    mistake = {"mistake": "on"}

    client.force_login(make_colleague("Wim Berg", sales, Level.WORK))
    assert "by mistake" not in client.get(f"/objections/{survey.pk}/lift/").content.decode()
    assert client.post(f"/objections/{survey.pk}/lift/", mistake).status_code == 403
    client.force_login(make_colleague("Lea Berg", sales, Level.LEAD))
    assert client.post(f"/objections/{survey.pk}/lift/", mistake).status_code == 302
    client.force_login(amina)
    assert "by mistake" in client.get(f"/objections/{campaign.pk}/lift/").content.decode()
    assert client.post(f"/objections/{campaign.pk}/lift/", mistake).status_code == 302

    assert look([caller.pk], "survey", now=NOW).allowed and look([caller.pk], "campaign", now=NOW).allowed
    verb = "conversations.contact_objection_withdrawn"
    assert Event.objects.system("test").filter(verb=verb).count() == 2


def test_what_they_said_by_the_link_too_is_no_mistake(client, amina, caller):
    client.force_login(amina)
    entered(client, caller, purposes=["survey"])
    object_to(caller, "survey", now=NOW)
    standing = ContactObjection.objects.system("test").get()

    assert client.post(f"/objections/{standing.pk}/lift/", {"mistake": "on"}).status_code == 409
    assert not look([caller.pk], "survey", now=NOW).allowed
