"""Observations: noted, coded, counted, coded a second time, and taken from conversations that somebody logs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, make_code, make_colleague, make_observation, make_person
from twofold.conversations.channels.manual.log import Heard, log_contact
from twofold.conversations.models import Conversation
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.feedback.actions.observations.code_book import add_code, change_code
from twofold.feedback.actions.observations.note import Seen, correct_observation, note_observation
from twofold.feedback.actions.observations.second import code_again
from twofold.feedback.models import Observation
from twofold.feedback.queries.observations.counts import LEAST_AGREEMENT, counted
from twofold.feedback.queries.observations.figures import commonest_code
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

DAY = NOW.date()


@pytest.fixture
def queue(sales):
    return make_code(sales, "Waits at the till", definition="Stands there for two minutes or more.")


@pytest.fixture
def lost(sales):
    return make_code(sales, "Looks for somebody to ask")


def seen(*codes, **fields) -> Seen:
    values = {"side": "external", "how": "seen", "seen_at": NOW, "text": "Nobody at the till."} | fields
    return Seen(**values, codes=[code.pk for code in codes])


def all_of_them() -> list[Observation]:
    return list(Observation.objects.system("test").order_by("pk"))


def test_codes_are_counted_by_side_and_month_each_as_often_as_it_was_seen(
    sales, queue, lost, amina, actor_of
):
    make_observation(sales, "Five in a row.", queue, how_many=5)
    make_observation(sales, "Two things.", queue, lost, seen_at=NOW - timedelta(days=40), side="internal")
    make_observation(sales, "Nothing to call it.")
    found = counted(
        actor_of(amina),
        unit_ids=frozenset({sales.pk}),
        since=DAY - timedelta(days=90),
        until=DAY + timedelta(days=1),
    )
    assert (found.n, found.uncoded) == (3, 1)
    first, second = found.codes
    assert (first.code, first.notes, first.times) == (queue, 2, 6)
    assert first.by_side == {"external": 5, "internal": 1}
    assert sorted(first.by_month.values()) == [1, 5]
    assert (second.code, second.times) == (lost, 1)


def test_agreement_is_told_once_enough_was_coded_by_two(sales, queue, lost, amina, bo, actor_of, now):
    noted = [
        make_observation(sales, f"Note {number}", *([queue] if number % 2 else []), observer=amina.person)
        for number in range(LEAST_AGREEMENT)
    ]
    unit_ids, until = frozenset({sales.pk}), DAY + timedelta(days=1)
    for number, one in enumerate(noted):
        before = counted(actor_of(bo), unit_ids=unit_ids, since=DAY, until=until)
        assert before.codes[0].agreement is None
        code_again(one, codes=[queue.pk] if number % 2 else [], actor=actor_of(bo), now=now)
    found = counted(actor_of(bo), unit_ids=unit_ids, since=DAY, until=until)
    assert (found.coded_twice, found.codes[0].agreement.kappa) == (LEAST_AGREEMENT, 1.0)
    with pytest.raises(Conflict, match="Two people"):
        code_again(noted[0], codes=[], actor=actor_of(bo), now=now)


def test_nobody_agrees_with_themselves(sales, queue, amina, actor_of, now):
    one = note_observation(sales.pk, seen(queue), actor=actor_of(amina), now=now)
    with pytest.raises(NotAllowed, match="yourself"):
        code_again(one, codes=[queue.pk], actor=actor_of(amina), now=now)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Say in a sentence"),
        ({"how": "guessed"}, "Say how you know"),
        ({"side": "both"}, "Choose the side"),
        ({"seen_at": NOW + timedelta(days=1)}, "future"),
        ({"how_many": 0}, "how often"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(wrong, sentence, sales, amina, actor_of, now):
    with pytest.raises(BadInput, match=sentence):
        note_observation(sales.pk, seen(**wrong), actor=actor_of(amina), now=now)
    assert all_of_them() == []


def test_only_codes_of_the_units_own_book_that_are_used(sales, it, queue, amina, mallory, actor_of, now):
    with pytest.raises(BadInput, match="code book"):
        note_observation(it.pk, seen(queue), actor=actor_of(mallory), now=now)
    one = note_observation(sales.pk, seen(queue), actor=actor_of(amina), now=now)
    change_code(queue, name="Waits", definition="", is_used=False, actor=actor_of(amina), now=now)
    with pytest.raises(BadInput, match="code book"):
        note_observation(sales.pk, seen(queue), actor=actor_of(amina), now=now)
    kept = correct_observation(one, seen(queue, place="Till 2"), actor=actor_of(amina), now=now)
    assert (kept.place, list(kept.codes.system("test"))) == ("Till 2", [queue])
    with pytest.raises(BadInput, match="already"):
        add_code(sales.pk, name=" Waits ", actor=actor_of(amina), now=now)


def test_a_correction_is_taken_back_with_its_codes(sales, queue, lost, amina, actor_of, now):
    one = note_observation(sales.pk, seen(queue), actor=actor_of(amina), now=now)
    correct_observation(one, seen(lost, text="Other."), actor=actor_of(amina), now=now)
    event = Event.objects.system("test").get(verb="feedback.observation_corrected")
    undo_event(event.pk, actor=actor_of(amina), now=now)
    (one,) = all_of_them()
    assert (one.text, list(one.codes.system("test"))) == ("Nobody at the till.", [queue])


def test_a_conversation_that_is_logged_counts_too_and_stays_linked(sales, queue, amina, dana, client_of):
    client = client_of(amina)
    form = reverse("conversations:conversation-new")
    assert "Waits at the till" in client.get(form).text
    given = {
        "medium": "visit",
        "words": "She waited long.",
        "unit": sales.pk,
        "party": dana.person_id,
        "observation-words": str(queue.pk),
    }
    client.post(form, given)
    (one,) = all_of_them()
    assert (one.text, one.about_id, one.how) == ("She waited long.", dana.person_id, "conversation")
    assert list(one.codes.system("test")) == [queue]
    conversation = Conversation.objects.system("test").get()
    assert one.conversation_id == conversation.pk
    page = client.get(reverse("feedback:observation-detail", args=[one.pk])).text
    assert reverse("conversations:conversation-detail", args=[conversation.pk]) in page


def test_a_code_of_another_unit_logs_nothing_at_all(sales, it, queue, amina, actor_of, now):
    heard = Heard(
        sales.pk, "remark", "Heard it.", now, also={"observation": [str(make_code(it, "Other").pk)]}
    )
    with pytest.raises(BadInput, match="code book"):
        log_contact(heard, actor=actor_of(amina), now=now)
    assert all_of_them() == []
    assert not Conversation.objects.system("test").exists()


def test_on_the_pages_one_notes_codes_and_counts(sales, queue, lost, amina, bo, mallory, client_of):
    client = client_of(amina)
    new = reverse("feedback:observation-new")
    given = {
        "text": "Nobody at the till.",
        "how": "seen",
        "side": "external",
        "seen_at": "2026-11-16T09:00",
        "how_many": "3",
        "unit": sales.pk,
        "codes": [queue.pk],
    }
    assert client.post(new, given | {"text": ""}).status_code == 422
    assert client.post(new, given | {"codes": ["987654"]}).status_code == 422
    assert "unit=" in client.post(new, given | {"again": "1"})["Location"]
    (one,) = all_of_them()
    assert "Nobody at the till." in client.get(reverse("lists:observation")).text
    page = reverse("feedback:observation-detail", args=[one.pk])
    assert client.post(page, given | {"codes": [lost.pk]}).status_code == 302
    second = reverse("feedback:observation-second", args=[one.pk])
    assert client_of(bo).post(second, {"codes": [lost.pk]}).status_code == 302
    counts = reverse("feedback:observation-counts") + f"?unit={sales.pk}&days=1095"
    assert "Looks for somebody to ask" in client.get(counts).text
    client.post(reverse("feedback:code-list"), {"unit": sales.pk, f"u{sales.pk}-name": "Turns back"})
    assert "Turns back" in client.get(reverse("feedback:code-list")).text
    assert client_of(mallory).get(page).status_code == 404
    assert "Turns back" not in client_of(mallory).get(reverse("feedback:code-list")).text


def test_counts_can_be_taken_away_as_a_file(sales, queue, amina, mallory, client_of):
    make_observation(sales, "Five in a row.", queue, how_many=5)
    export = reverse("lists:extract", args=["observation-counts", sales.pk])
    answer = client_of(amina).post(export, {"as": "csv", "days": "1095"})
    assert b"Waits at the till" in b"".join(answer)
    assert client_of(mallory).post(export, {"as": "csv"}).status_code == 404


def test_a_longer_list_asks_no_more_of_the_database(
    sales, queue, amina, client_of, django_assert_max_num_queries
):
    for number in range(12):
        colleague = make_colleague(f"N{number} Colleague", sales)
        about = make_person(known_to=(sales,))
        make_observation(sales, "Seen", queue, about=about, observer=colleague.person)
    client = client_of(amina)
    client.get(reverse("lists:observation"))
    with django_assert_max_num_queries(28):
        client.get(reverse("lists:observation"))
    with django_assert_max_num_queries(22):
        client.get(reverse("feedback:observation-counts"))


def test_the_mirror_tells_what_comes_up_most(sales, queue, lost):
    units, moment = frozenset([sales.pk]), NOW + timedelta(days=1)
    for number in range(9):
        make_observation(sales, "Seen", queue if number < 6 else lost, side="external", seen_at=NOW)
    make_observation(sales, "Seen, without a code", side="external", seen_at=NOW)
    assert commonest_code(units, "external", moment).value is None

    both = make_observation(sales, "Seen", queue, side="external", seen_at=NOW)
    both.codes.add(lost)

    figure = commonest_code(units, "external", moment)
    assert (figure.value, figure.n, figure.detail) == (0.7, 10, {"code": queue.name, "notes": 7})
    assert figure.low < 0.7 < figure.high
    assert commonest_code(units, "internal", moment).n == 0
    above = units | {sales.parent_id}
    assert "code" not in commonest_code(above, "external", moment).detail
