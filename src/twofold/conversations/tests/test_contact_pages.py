"""How often the house writes, as a page; and the link by which someone says that they want no more."""

import pytest

from tests.factories import NOW, make_contact_point, make_known, make_person
from twofold.conversations.actions.contact_objections import has_objected, objection_token
from twofold.conversations.models import ContactRule
from twofold.conversations.queries.contact_budget import look
from twofold.directory.actions.merge import merge_parties


@pytest.fixture
def person(db, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    person = make_person("Dana Novak", created_at=NOW)
    make_contact_point(person)
    return person


def link(person, purpose="survey") -> str:
    return f"/no-more/{purpose}/{objection_token(person.pk, purpose)}/"


def test_opening_the_link_changes_nothing_and_one_click_does(client, person):
    page = client.get(link(person))
    assert "Ask me no more" in page.content.decode()
    assert not has_objected(person, "survey")

    answer = client.post(link(person), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not answer.cookies
    assert not look([person.pk], "survey", now=NOW).allowed
    client.post(link(person), {"again": "1"})
    assert look([person.pk], "survey", now=NOW).allowed


def test_a_link_that_was_made_up_leads_nowhere(client, person):
    genuine = objection_token(person.pk, "survey")
    for purpose, token in (
        ("campaign", genuine),
        ("survey", "9" + genuine),
        ("x", genuine),
        ("survey", "é-ü"),
    ):
        assert client.post(f"/no-more/{purpose}/{token}/").status_code == 404


def test_it_holds_for_whom_they_were_merged_into(client, person, actor_of, chidi, enterprise):
    address, kept = link(person), make_person("Dana Novak", known_to=(enterprise,))
    make_known(person, enterprise)
    merge_parties([person.pk, kept.pk], survivor_id=kept.pk, actor=actor_of(chidi), now=NOW)
    client.post(address)
    assert has_objected(kept, "survey")


def test_administrators_set_the_budget_and_others_read_it(client, amina, chidi):
    client.force_login(amina)
    assert "Administrators set this." in client.get("/settings/contact/").content.decode()
    given = {
        f"{part}_{one}": "7"
        for one in ("all", "survey", "campaign", "announcement")
        for part in ("most", "days")
    }
    given |= {"most_campaign": "", "quiet_complaint": "0"}
    assert client.post("/settings/contact/", given).status_code == 422

    client.force_login(chidi)
    client.post("/settings/contact/", given)
    stated = {rule.purpose: (rule.most, rule.days) for rule in ContactRule.objects.all()}
    assert stated == {"": (7, 7), "survey": (7, 7), "campaign": (None, 7), "announcement": (7, 7)}
