"""Mailboxes are set up by those who lead a unit; passwords go in and never come out."""

import pytest

from twofold.conversations.actions.mailbox_states import note_trouble
from twofold.conversations.actions.mailboxes import (
    Access,
    add_mailbox,
    change_mailbox,
    pause_mailbox,
    resume_mailbox,
)
from twofold.conversations.models import Channel, Mailbox
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.core.sealing import unseal
from twofold.jobs.actions.run import run_due_jobs
from twofold.timeline.models import Event
from twofold.workspace.models import Notification

IMAP = Access("imap.alderfinch.example", 993, "tls", "care", "sesame")
NEW = {
    "name": "Customer care",
    "address": "Care@Alderfinch.example",
    "imap": IMAP,
    "smtp": Access(),
    "imap_folder": "INBOX",
}


def stored():
    return Mailbox.objects.system("test").select_related("channel").get()


@pytest.fixture
def mailbox(sales, bo, actor_of, now):
    return add_mailbox(unit=sales, **NEW, actor=actor_of(bo), now=now)


def change(mailbox, actor, now, **given):
    values = {"name": "Customer care", "imap": IMAP, "smtp": Access()} | given
    return change_mailbox(mailbox, **values, actor=actor, now=now)


def test_a_lead_adds_one(mailbox, sales):
    kept = stored()

    assert (kept.channel.unit, kept.channel.kind, kept.address) == (sales, "mail", "care@alderfinch.example")
    assert "sesame" not in kept.imap_secret and unseal(kept.imap_secret, purpose="mailbox") == "sesame"
    event = Event.objects.system("test").get(verb="conversations.mailbox_added")
    assert event.details == {} and not event.changes.exists()


def test_whoever_works_in_the_unit_or_leads_another_does_not(sales, amina, mallory, actor_of, now):
    for user in (amina, mallory):
        with pytest.raises(NotAllowed):
            add_mailbox(unit=sales, **NEW, actor=actor_of(user), now=now)
    assert not Channel.objects.system("test").exists()


@pytest.mark.parametrize(
    "given", [{"address": "care@alderfinch.example", "name": "Other"}, {"address": "b@x.example"}]
)
def test_an_address_and_a_name_are_taken_once(mailbox, sales, bo, actor_of, now, given):
    with pytest.raises(Conflict):
        add_mailbox(unit=sales, **NEW | given, actor=actor_of(bo), now=now)
    assert Channel.objects.system("test").count() == 1


def test_no_password_travels_in_the_open(sales, bo, actor_of, now):
    with pytest.raises(BadInput) as refusal:
        add_mailbox(
            unit=sales, **NEW | {"imap": Access("imap.x.example", 143, "none")}, actor=actor_of(bo), now=now
        )

    assert refusal.value.field == "imap_security"
    add_mailbox(unit=sales, **NEW | {"imap": Access("127.0.0.1", 143, "none")}, actor=actor_of(bo), now=now)


def test_an_empty_password_keeps_the_stored_one(mailbox, bo, actor_of, now):
    change(mailbox, actor_of(bo), now, imap=Access("imap.alderfinch.example", 993, "tls", "care"))

    assert unseal(stored().imap_secret, purpose="mailbox") == "sesame"


@pytest.mark.parametrize(
    "elsewhere",
    [
        Access("imap.mallory.example", 993, "tls", "care"),
        Access("imap.alderfinch.example", 994, "tls", "care"),
        Access("imap.alderfinch.example", 993, "starttls", "care"),
        Access("imap.alderfinch.example", 993, "tls", "bo"),
    ],
)
def test_the_stored_password_is_never_sent_elsewhere(mailbox, bo, actor_of, now, elsewhere):
    with pytest.raises(BadInput) as refusal:
        change(mailbox, actor_of(bo), now, imap=elsewhere)

    assert refusal.value.field == "imap_password"
    assert stored().imap_host == "imap.alderfinch.example"


def test_a_server_that_is_taken_away_takes_its_password_along(mailbox, bo, actor_of, now):
    change(mailbox, actor_of(bo), now, imap=Access())

    assert (stored().imap_host, stored().imap_secret) == ("", "")


def test_a_change_is_a_new_try(mailbox, bo, actor_of, now):
    Mailbox.objects.system("test").update(state="failing", problem="Cannot sign in")

    change(mailbox, actor_of(bo), now, imap=Access("imap.alderfinch.example", 993, "tls", "care", "new"))

    assert (stored().state, stored().problem) == ("new", "")


def test_it_is_paused_once_and_resumed(mailbox, bo, amina, actor_of, now):
    pause_mailbox(mailbox, actor=actor_of(bo), now=now)
    assert stored().state == "paused"
    with pytest.raises(Conflict):
        pause_mailbox(mailbox, actor=actor_of(bo), now=now)
    with pytest.raises(NotAllowed):
        resume_mailbox(mailbox, actor=actor_of(amina), now=now)
    resume_mailbox(mailbox, actor=actor_of(bo), now=now)
    assert stored().state == "new"


def test_outsiders_do_not_know_of_it(mailbox, mallory, actor_of, now):
    with pytest.raises(NotVisible):
        change(mailbox, actor_of(mallory), now)


FORM = {
    "name": "Customer care",
    "address": "care@alderfinch.example",
    "imap_security": "tls",
    "imap_port": "993",
    "imap_folder": "INBOX",
    "smtp_security": "tls",
    "smtp_port": "465",
}


def test_it_is_added_by_the_page_and_tried_at_once(client_of, bo, sales):
    page = client_of(bo).post("/settings/mailboxes/new/", FORM | {"unit": sales.pk}, follow=True)

    assert page.status_code == 200
    assert stored().address == "care@alderfinch.example"
    assert "There is no server to send by" in page.content.decode()


def test_the_pages_never_show_a_password(client_of, bo, sales, mailbox):
    client = client_of(bo)
    for address in ("/settings/mailboxes/", f"/settings/mailboxes/{mailbox.pk}/"):
        content = client.get(address).content.decode()
        assert "care@alderfinch.example" in content
        assert "sesame" not in content and mailbox.imap_secret not in content


def test_what_is_wrong_stands_at_its_field(client_of, bo, sales):
    given = FORM | {"unit": sales.pk, "imap_host": "imap.x.example", "imap_security": "none"}

    page = client_of(bo).post("/settings/mailboxes/new/", given)

    assert page.status_code == 422
    assert "anybody on the way could read" in page.content.decode()


def test_the_list_takes_as_many_queries_for_ten_as_for_one(
    client_of, bo, sales, now, django_assert_max_num_queries
):
    client = client_of(bo)
    for number in range(10):
        channel = Channel.objects.create(kind="mail", name=str(number), unit=sales, created_at=now)
        Mailbox.objects.create(channel=channel, address=f"{number}@x.example")
    client.get("/settings/mailboxes/")
    with django_assert_max_num_queries(22) as ten:
        client.get("/settings/mailboxes/")
    Channel.objects.system("test").exclude(name="0").delete()
    with django_assert_max_num_queries(len(ten)):
        client.get("/settings/mailboxes/")


def test_leads_are_told_when_it_fails_and_only_once(mailbox, bo, amina, client_of, now):
    for _try in range(2):
        note_trouble(mailbox, "Cannot sign in.", now=now)
    run_due_jobs()

    told = Notification.objects.system("test").filter(verb="conversations.mailbox_failed")
    assert [notice.user for notice in told] == [bo]
    assert "Customer care" in client_of(bo).get("/notifications/").content.decode()
