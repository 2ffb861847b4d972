import pytest

from tests.factories import make_person
from twofold.conversations.actions.notes import add_note
from twofold.conversations.models import Note
from twofold.core.actor import ActingSide
from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.timeline.models import Event


@pytest.fixture
def customer(sales):
    return make_person("Dana Novak", known_to=(sales,))


def write(customer, sales, actor, now, body="Prefers calls before noon."):
    return add_note(party=customer, unit_id=sales.pk, body=body, actor=actor, now=now)


def test_members_of_the_unit_read_it_and_nobody_else(customer, sales, amina, bo, mallory, actor_of, now):
    note = write(customer, sales, actor_of(amina), now)
    assert Note.objects.visible_to(actor_of(bo)).get() == note
    assert not Note.objects.visible_to(actor_of(mallory)).exists()
    assert not Note.objects.visible_to(actor_of(amina, ActingSide.PORTAL)).exists()


def test_the_event_does_not_repeat_the_words(customer, sales, amina, actor_of, now):
    write(customer, sales, actor_of(amina), now)
    event = Event.objects.system("test").get()
    assert (event.verb, event.details, event.changes.count()) == ("conversations.note_added", {}, 0)


@pytest.mark.parametrize("body", ["", "   \n", "\x00", "x" * 20_001])
def test_it_refuses_nothing_and_too_much(customer, sales, amina, actor_of, now, body):
    with pytest.raises(BadInput) as refusal:
        write(customer, sales, actor_of(amina), now, body)
    assert refusal.value.field == "body"
    assert not Note.objects.system("test").exists()


def test_a_party_one_cannot_see_cannot_be_written_about(customer, it, mallory, actor_of, now):
    with pytest.raises(NotVisible):
        add_note(party=customer, unit_id=it.pk, body="Hello", actor=actor_of(mallory), now=now)
    assert not Note.objects.system("test").exists()


def test_one_cannot_write_for_a_unit_one_does_not_work_in(customer, sales, it, amina, actor_of, now):
    with pytest.raises(NotAllowed):
        add_note(party=customer, unit_id=it.pk, body="Hello", actor=actor_of(amina), now=now)
    assert not Note.objects.system("test").exists()


def test_the_page_keeps_a_note_and_shows_it(customer, sales, amina, client_of):
    client = client_of(amina)
    answer = client.post(
        f"/notes/parties/{customer.pk}/",
        {"body": "Prefers calls before noon.", "unit": sales.pk},
        follow=True,
    )
    assert answer.status_code == 200
    assert "Prefers calls before noon." in answer.text and "never be sent" in answer.text


def test_the_page_says_what_is_wrong_and_keeps_nothing(customer, sales, amina, client_of):
    answer = client_of(amina).post(f"/notes/parties/{customer.pk}/", {"body": "  ", "unit": sales.pk})
    assert answer.status_code == 422
    assert not Note.objects.system("test").exists()
