"""The ways in: feeds, a webhook, files; and asking for reviews."""

import ast
import base64
import hmac
import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import NOW, make_case, make_contact_point, make_person, make_relationship
from twofold.cases.models import Case
from twofold.core.egress import Answer
from twofold.feedback.actions.reviews import feeds, invitations
from twofold.feedback.actions.reviews.sources import add_source
from twofold.feedback.models import Review, ReviewInvitation, ReviewSource

DAY = timedelta(days=1)
REASON = "test"
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:r="http://example.org/r"><channel><title>T</title>
<item><guid>a1</guid><title>Wobbles</title><description>&lt;p&gt;One leg is &lt;b&gt;short&lt;/b&gt;.&lt;/p&gt;</description>
<pubDate>Sun, 15 Nov 2026 08:00:00 GMT</pubDate><r:rating>1/5</r:rating><author>Dana</author></item>
<item><guid>a2</guid></item></channel></rss>"""


@pytest.fixture
def feed(sales, monkeypatch):
    return ReviewSource.objects.create(
        unit=sales, kind="feed", name="Feed", address="https://reviews.example/feed", created_at=NOW
    )


@pytest.fixture
def webhook(sales, bo, actor_of):
    return add_source(unit_id=sales.pk, kind="webhook", name="Hook", actor=actor_of(bo), now=NOW)


def answering(monkeypatch, *answers):
    """The other side answers so, one after the other; what it was asked is kept."""
    asked, left = [], list(answers)

    def request(method, url, *, headers=None, **more):
        asked.append(dict(headers or {}))
        return left.pop(0)

    monkeypatch.setattr(feeds, "request", request)
    return asked


def test_a_feed_is_read_once_for_each_entry(feed, monkeypatch):
    asked = answering(
        monkeypatch, Answer(200, {"ETag": '"7"'}, RSS), Answer(304, {}, b""), Answer(200, {}, RSS)
    )

    assert [feeds.read_feed(feed, now=NOW) for _again in range(3)] == [1, 0, 0]

    review = Review.objects.system(REASON).get()
    assert (review.external_id, review.stars, review.text) == ("a1", Decimal(1), "One leg is short.")
    assert review.case_id
    assert asked[1]["If-None-Match"] == '"7"'
    assert feed.trouble == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(302, {"Location": "https://10.0.0.1/"}, b""), "moved"),
        (Answer(500, {}, b""), "500"),
        (Answer(200, {}, RSS, is_whole=False), "1 MB"),
        (Answer(200, {}, b"<html></html>"), "no RSS"),
        (Answer(200, {}, b"<rss><channel>"), "damaged"),
        (Answer(200, {}, b'<!DOCTYPE a [<!ENTITY b "c">]><rss/>'), "entities"),
    ],
)
def test_a_feed_that_fails_says_why(feed, monkeypatch, answer, words):
    answering(monkeypatch, answer)

    assert feeds.read_feed(feed, now=NOW) == 0

    assert words in feed.trouble
    assert not Review.objects.system(REASON).exists()


def hand_in(client, source, given, secret="", **headers):
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
    return client.post(
        f"/reviews/hand-in/{source.key}/", body, content_type="application/json", headers=headers
    )


GIVEN = {"id": 7, "stars": 4, "text": "Good", "written_at": "2026-11-15T08:00:00Z"}


def test_a_webhook_takes_in_once_and_proves_who_it_is(client, webhook):
    source, secret = webhook

    assert hand_in(client, source, GIVEN, "wrong").status_code == 401
    assert not Review.objects.system(REASON).exists()
    first, again = hand_in(client, source, [GIVEN], secret), hand_in(client, source, GIVEN, secret)

    assert first.json() == {"reviews": [{"id": "7", "outcome": "created"}]}
    assert again.json() == {"reviews": [{"id": "7", "outcome": "unchanged"}]}
    assert not first.cookies
    assert secret not in source.secret


def test_a_webhook_may_sign_instead(client, webhook):
    source, secret = webhook
    body, stamp = json.dumps(GIVEN).encode(), str(int(timezone.now().timestamp()))
    signature = hmac.digest(secret.encode(), f"m1.{stamp}.".encode() + body, "sha256")
    headers = {
        "Webhook-Id": "m1",
        "Webhook-Timestamp": stamp,
        "Webhook-Signature": "v1," + base64.b64encode(signature).decode(),
    }

    assert hand_in(client, source, body, **headers).status_code == 200
    assert hand_in(client, source, body + b" ", **headers).status_code == 401
    old = headers | {"Webhook-Timestamp": str(int(stamp) - 3600)}
    assert hand_in(client, source, body, **old).status_code == 401


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (b"\xff", ""),
        (b"NaN", ""),
        ([], ""),
        ({"stars": 4}, "id"),
        (GIVEN | {"stars": "4"}, "stars"),
        (GIVEN | {"stars": 6}, "stars"),
        (GIVEN | {"written_at": "yesterday"}, "written_at"),
        (GIVEN | {"star": 4}, "star"),
    ],
)
def test_a_webhook_says_what_it_cannot_read(client, webhook, given, field):
    source, secret = webhook

    answer = hand_in(client, source, given, secret)

    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert answer.json()["detail"]
    assert not Review.objects.system(REASON).exists()


def test_a_source_that_is_off_takes_nothing_in(client, webhook):
    source, secret = webhook
    ReviewSource.objects.system(REASON).update(is_on=False)

    assert hand_in(client, source, GIVEN, secret).status_code == 410
    assert client.post("/reviews/hand-in/none/").status_code == 404


@pytest.fixture
def asking(sales):
    return ReviewSource.objects.create(
        unit=sales,
        kind="file",
        name="Place",
        asks_after="case",
        asks_at="https://reviews.example/write",
        asks_since=NOW - 10 * DAY,
        created_at=NOW,
    )


def resolved(sales, name, kind):
    """Someone whose case is resolved, and who can be reached."""
    person = make_person(name, known_to=(sales,))
    make_contact_point(person, value=f"{name.casefold()}@home.example")
    case = make_case(make_relationship(sales, person), f"Of {name}", kind=kind)
    Case.objects.system(REASON).filter(pk=case.pk).update(state="resolved", resolved_at=NOW - 4 * DAY)
    return person


def test_everybody_is_asked_alike(sales, asking):
    happy, angry = resolved(sales, "Happy", "question"), resolved(sales, "Angry", "complaint")
    Review.objects.create(
        source=asking,
        external_id="x",
        unit=sales,
        party=angry,
        stars=1,
        of_five=1,
        written_at=NOW,
        received_at=NOW,
    )

    assert invitations.invite_to_review(now=NOW) == 2
    assert invitations.invite_to_review(now=NOW) == 0
    invitations.send_due_invitations(now=NOW)
    assert [one.to for one in mail.outbox] == [
        ["happy@home.example"]
    ]  # who complained is left in peace at first
    for days in range(1, 21):
        invitations.send_due_invitations(now=NOW + days * DAY)

    assert sorted(to for one in mail.outbox for to in one.to) == ["angry@home.example", "happy@home.example"]
    assert all("https://reviews.example/write" in one.body for one in mail.outbox)
    states = ReviewInvitation.objects.system(REASON).values_list("party_id", "state")
    assert dict(states) == {happy.pk: "sent", angry.pk: "sent"}


def test_who_cannot_be_reached_is_held_back_and_counted(sales, asking):
    resolved(sales, "Happy", "question").contact_points.system(REASON).delete()

    invitations.invite_to_review(now=NOW)
    invitations.send_due_invitations(now=NOW)

    assert ReviewInvitation.objects.system(REASON).get().why == "no_address"
    assert not mail.outbox


def test_chance_leaves_out_about_as_many_as_were_said(asking):
    asking.ask_share = 30

    drawn = sum(invitations.is_drawn(asking, number) for number in range(2_000))

    assert 500 < drawn < 700


def test_the_rule_knows_nothing_of_what_anybody_thinks():
    """Whom one asks cannot depend on a score: the code that chooses names no review, answer, star or complaint."""
    tree = ast.parse(Path(invitations.__file__).read_text())
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg}

    assert not any("surveys" in module or "review.py" in module for module in modules)
    assert not names & {
        "Review",
        "Response",
        "Answer",
        "Complaint",
        "stars",
        "of_five",
        "score",
        "kind",
        "severity",
    }
