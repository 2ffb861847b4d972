"""Mentioning colleagues in notes."""

import pytest

from tests.factories import make_case, make_colleague, make_person, make_relationship
from twofold.cases.actions.notes import note_case
from twofold.conversations.actions.notes import add_note
from twofold.conversations.models import Note, NotedPerson
from twofold.conversations.queries.mentions import mentionable
from twofold.core.errors import BadInput
from twofold.directory.models import Party
from twofold.timeline.models import Event
from twofold.workspace.actions.notices import spread
from twofold.workspace.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(sales):
    return make_person("Dana Novak", known_to=(sales,))


@pytest.fixture
def case(sales, customer):
    return make_case(make_relationship(sales, customer), title="A chair that wobbles")


@pytest.fixture
def write(customer, sales, amina, actor_of, now):
    return lambda body: add_note(party=customer, unit_id=sales.pk, body=body, actor=actor_of(amina), now=now)


def named(note):
    return [one.person.name for one in note.people.order_by("place").select_related("person")]


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("@Bo Lindqvist, can you call?", "@[1], can you call?"),
        ("Ask @bo lindqvist.", "Ask @[1]."),
        ("(@Bo Lindqvist) and again @Bo Lindqvist", "(@[1]) and again @[1]"),
        ("@Bo Lindqvists chair", "@Bo Lindqvists chair"),
        ("bo@Bo Lindqvist.example", "bo@Bo Lindqvist.example"),
        ("@Bo", "@Bo"),
        ("@@ @ @!", "@@ @ @!"),
    ],
)
def test_a_full_name_after_an_at_is_a_mention(write, bo, body, kept):
    note = write(body)
    assert note.body == kept
    assert named(note) == (["Bo Lindqvist"] if "[1]" in kept else [])


def test_whom_it_mentions_is_told_and_reads_where(write, bo, actor_of, client_of, now, customer):
    write("@Bo Lindqvist, can you call?")
    event = Event.objects.system("test").get(verb="conversations.people_mentioned")
    assert spread(event, now=now) == 1
    assert Notification.objects.system("test").get().user == bo
    page = client_of(bo).get("/notifications/").text
    assert "Mentioned in a note" in page and "Dana Novak" in page and "can you call" not in page


def test_the_name_follows_the_person(write, bo, amina, client_of, customer):
    write("@Bo Lindqvist, <b>call</b>")
    Party.objects.system("married").filter(pk=bo.person_id).update(name="Bo Berg")
    page = client_of(amina).get(f"/notes/parties/{customer.pk}/").text
    assert f'<a class="mention" href="/parties/{bo.person_id}/">@Bo Berg</a>, &lt;b&gt;call' in page


def test_who_could_not_read_it_is_not_mentioned(write, mallory):
    with pytest.raises(BadInput, match="Mallory Quinn may not read notes here") as refusal:
        write("@Mallory Quinn, look")
    assert refusal.value.field == "body"
    assert not Note.objects.system("test").exists() and not Event.objects.system("test").exists()


def test_two_of_one_name_must_be_told_apart(write, bo, sales):
    other = make_colleague("Bob Lindqvist", sales)
    Party.objects.system("they share a name").filter(pk=other.person_id).update(name="Bo Lindqvist")
    with pytest.raises(BadInput, match="Several colleagues are called Bo Lindqvist"):
        write("@Bo Lindqvist, call")
    note = write(f"@Bo Lindqvist (#{other.person_id}), call")
    assert NotedPerson.objects.get(note=note).person_id == other.person_id
    assert note.body == "@[1], call"


def test_a_note_at_a_case_mentions_too(case, bo, amina, actor_of, client_of, now):
    note_case(case, body="@Bo Lindqvist, which screws?", actor=actor_of(amina), now=now)
    event = Event.objects.system("test").get(verb="conversations.people_mentioned")
    assert (event.subject_kind, event.subject_id) == ("cases.case", case.pk)
    assert "@Bo Lindqvist</a>, which screws?" in client_of(bo).get(f"/cases/{case.pk}/").text


def test_only_those_who_could_read_it_are_offered(case, amina, bo, chidi, mallory, hr, actor_of, client_of):
    offered = mentionable(case, case.unit_id, "", actor_of(amina))
    assert [person.name for person in offered] == ["Bo Lindqvist", "Chidi Okafor"]
    page = client_of(amina).get(f"/notes/case/{case.pk}/people/?q=lind").text
    assert 'data-name="Bo Lindqvist"' in page and "Chidi" not in page
    assert client_of(mallory).get(f"/notes/case/{case.pk}/people/?q=b").status_code == 404


def test_the_case_page_asks_the_same_for_many_notes(
    case, bo, amina, actor_of, client_of, now, django_assert_max_num_queries
):
    client = client_of(amina)
    note_case(case, body="@Bo Lindqvist, one", actor=actor_of(amina), now=now)
    client.get(f"/cases/{case.pk}/")
    with django_assert_max_num_queries(100) as one:
        client.get(f"/cases/{case.pk}/")
    for number in range(10):
        note_case(case, body=f"@Bo Lindqvist, {number}", actor=actor_of(amina), now=now)
    with django_assert_max_num_queries(len(one)):
        client.get(f"/cases/{case.pk}/")
