"""Watching records."""

import pytest

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.actions.cases import answer_case
from twofold.core.errors import NotVisible
from twofold.timeline.models import Event
from twofold.workspace.actions.notices import spread
from twofold.workspace.actions.watches import mute, watch
from twofold.workspace.models import Notification, Watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def bond(sales):
    return make_relationship(sales, make_person("Dana Novak", known_to=(sales,)))


@pytest.fixture
def case(bond):
    return make_case(bond, title="A chair that wobbles")


def happens(case, actor, now):
    answer_case(case, words="We send screws.", actor=actor, now=now)
    return spread(Event.objects.system("test").latest("pk"), now=now)


def reasons(user):
    return list(Notification.objects.system("test").filter(user=user).values_list("reason", flat=True))


@pytest.mark.parametrize("what", ["case", "customer", "relationship"])
def test_whoever_watches_hears_what_happens(case, bond, what, amina, bo, actor_of, now):
    record = {"case": case, "customer": bond.customer, "relationship": bond}[what]
    watch(record, user=amina, actor=actor_of(amina), now=now)
    assert happens(case, actor_of(bo), now) == 1
    assert reasons(amina) == ["watching"]


def test_who_watches_twice_is_told_once(case, bond, amina, bo, actor_of, now):
    for record in (case, bond.customer, bond, case):
        watch(record, user=amina, actor=actor_of(amina), now=now)
    happens(case, actor_of(bo), now)
    assert reasons(amina) == ["watching"]


def test_a_quiet_watch_says_nothing_until_it_may_again(case, amina, bo, actor_of, now):
    row = watch(case, user=amina, actor=actor_of(amina), now=now)
    mute(row, is_muted=True)
    happens(case, actor_of(bo), now)
    assert reasons(amina) == []
    mute(row, is_muted=False)
    happens(case, actor_of(bo), now)
    assert reasons(amina) == ["watching"]


def test_nobody_watches_what_they_cannot_see(case, mallory, actor_of, client_of, now):
    with pytest.raises(NotVisible):
        watch(case, user=mallory, actor=actor_of(mallory), now=now)
    assert client_of(mallory).post(f"/watch/case/{case.pk}/", {"watch": "1"}).status_code == 404
    assert not Watch.objects.system("test").exists()


def test_a_watch_from_before_tells_nothing_of_what_is_hidden_now(case, mallory, bo, actor_of, now):
    Watch.objects.create(user=mallory, kind="cases.case", record_id=case.pk, since=now)
    Watch.objects.create(
        user=mallory, kind="directory.party", record_id=case.relationship.customer_id, since=now
    )
    assert happens(case, actor_of(bo), now) == 0


def test_the_button_and_the_list(case, amina, client_of):
    client = client_of(amina)
    assert f'hx-get="/watch/case/{case.pk}/"' in client.get(f"/cases/{case.pk}/").text
    assert 'aria-pressed="false"' in client.get(f"/watch/case/{case.pk}/").text
    shown = client.post(f"/watch/case/{case.pk}/", {"watch": "1"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in shown.text
    assert "A chair that wobbles" in client.get("/notifications/watching/").text
    row = Watch.objects.system("test").get()
    client.post(f"/notifications/watching/{row.pk}/", {"act": "mute"})
    row.refresh_from_db()
    assert row.is_muted
    client.post(f"/watch/case/{case.pk}/", {})
    assert not Watch.objects.system("test").exists()


def test_another_ones_watch_is_not_there(case, amina, bo, actor_of, client_of, now):
    row = watch(case, user=amina, actor=actor_of(amina), now=now)
    assert client_of(bo).post(f"/notifications/watching/{row.pk}/", {"act": "stop"}).status_code == 404
    assert Watch.objects.system("test").exists()
