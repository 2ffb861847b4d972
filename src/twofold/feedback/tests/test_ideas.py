"""Ideas: proposed, looked at, voted for once each, merged, answered, and told to everyone who is for them."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import make_colleague, make_person, make_relationship, make_user
from twofold.core.access import visible_list
from twofold.core.actor import ActingSide
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.merge import merge_parties
from twofold.feedback.actions.ideas.decide import answer_idea, show_idea
from twofold.feedback.actions.ideas.merge import merge_ideas
from twofold.feedback.actions.ideas.propose import propose_idea
from twofold.feedback.actions.ideas.tell import mail_supporters
from twofold.feedback.actions.ideas.votes import add_voice, take_back_vote, vote
from twofold.feedback.models import Idea, IdeaVote
from twofold.feedback.queries.ideas.found import similar_ideas
from twofold.feedback.queries.ideas.told import supporters
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event

PORTAL = ActingSide.PORTAL


@pytest.fixture
def propose(sales, amina, actor_of, now):
    def propose(
        title: str, *, side: str = "internal", is_shown: bool = True, unit=None, by=None, **given
    ) -> Idea:
        given = {"kind": "work", "text": "Because."} | given
        idea = propose_idea(
            unit_id=(unit or sales).pk, side=side, title=title, actor=actor_of(by or amina), now=now, **given
        )
        return show_idea(idea, is_shown=True, actor=actor_of(amina), now=now) if is_shown else idea

    return propose


def votes_of(idea: Idea) -> int:
    idea = Idea.objects.system("test").get(pk=idea.pk)
    assert idea.votes == IdeaVote.objects.filter(idea=idea).count()
    return idea.votes


def test_each_has_one_voice_and_can_take_it_back(propose, eli, actor_of, now):
    idea, who = propose("Fewer meetings"), actor_of(eli)
    assert [vote(idea, actor=who, now=now) for _again in range(2)] == [True, False]
    assert votes_of(idea) == 2  # Amina proposed it
    assert [take_back_vote(idea, actor=who) for _again in range(2)] == [True, False]
    assert votes_of(idea) == 1


def test_colleagues_vote_inside_and_customers_outside(propose, sales, bo, eli, dana, actor_of, now):
    inside, outside = propose("Fewer meetings"), propose("Softer chairs", side="external", author=dana.person)
    with pytest.raises(NotAllowed):
        vote(outside, actor=actor_of(eli), now=now)
    with pytest.raises(NotAllowed):
        vote(inside, actor=actor_of(dana, PORTAL), now=now)
    assert vote(outside, actor=actor_of(eli, PORTAL), now=now)
    with pytest.raises(BadInput):
        add_voice(inside, dana.person, actor=actor_of(bo), now=now)
    assert (votes_of(inside), votes_of(outside)) == (1, 2)
    assert set(visible_list(Idea, actor_of(dana, PORTAL))) == {outside}
    assert set(visible_list(Idea, actor_of(eli, PORTAL))) == {inside, outside}


def test_before_a_unit_has_looked_only_it_and_the_author_see_an_idea(
    propose, eli, bo, mallory, actor_of, now
):
    idea = propose("Fewer meetings", is_shown=False, by=eli)
    seen = {user.email: set(visible_list(Idea, actor_of(user))) for user in (eli, bo, mallory)}
    assert list(seen.values()) == [{idea}, {idea}, set()]
    assert similar_ideas(actor_of(mallory), "meetings") == []
    with pytest.raises(NotAllowed):
        vote(idea, actor=actor_of(eli), now=now)
    with pytest.raises(NotAllowed):
        show_idea(idea, is_shown=True, actor=actor_of(eli), now=now)


def test_merged_each_voter_counts_once_and_undone_as_before(propose, sales, eli, bo, mallory, actor_of, now):
    one, other = propose("Fewer meetings"), propose("Meetings only in the morning", by=bo)
    for idea, user in ((one, eli), (one, bo), (other, mallory), (other, eli)):
        vote(idea, actor=actor_of(user), now=now)
    assert (votes_of(one), votes_of(other)) == (3, 3)
    merge_ideas(other, one, actor=actor_of(bo), now=now)
    assert (votes_of(one), votes_of(other)) == (4, 2)
    assert similar_ideas(actor_of(eli), "morning") == []
    with pytest.raises(Conflict, match="Fewer meetings"):
        vote(other, actor=actor_of(mallory), now=now)
    event = Event.objects.system("test").get(verb="feedback.idea_merged")
    undo_event(event.pk, actor=actor_of(bo), now=now)
    assert (votes_of(one), votes_of(other)) == (3, 3)
    assert similar_ideas(actor_of(eli), "morning") == [other]


def test_what_cannot_be_merged_says_why(propose, it, eli, bo, amina, actor_of, now):
    one, outside, elsewhere = propose("Fewer meetings"), propose("Softer chairs", side="external"), None
    elsewhere = propose("Fewer passwords", unit=it, is_shown=False)
    with pytest.raises(BadInput, match="same"):
        merge_ideas(one, one, actor=actor_of(bo), now=now)
    with pytest.raises(BadInput, match="apart"):
        merge_ideas(one, outside, actor=actor_of(bo), now=now)
    with pytest.raises(NotAllowed):
        merge_ideas(one, elsewhere, actor=actor_of(bo), now=now)
    assert votes_of(one) == 1


def test_everyone_who_proposed_it_or_is_for_it_is_told(propose, sales, eli, dana, amina, bo, actor_of, now):
    idea = propose("Softer chairs", side="external", author=dana.person)
    add_voice(idea, make_person("Nobody reaches me", known_to=(sales,)), actor=actor_of(amina), now=now)
    vote(idea, actor=actor_of(eli, PORTAL), now=now)
    answer_idea(idea, state="planned", answer="In spring.", planned_for="Spring", actor=actor_of(bo), now=now)
    event = Event.objects.system("test").get(verb="feedback.idea_answered")
    assert {dana.person_id, eli.person_id} <= {one.person_id for one in supporters(event.pk)}
    assert mail_supporters(idea.pk) == 1  # Dana; Eli is told where he works
    (sent,) = mail.outbox
    assert sent.to == [dana.email]
    assert "In spring." in sent.body
    assert reverse("portal-ideas:detail", args=[idea.pk]) in sent.body


def test_settled_ideas_take_no_more_votes_and_an_end_wants_a_reason(propose, eli, bo, actor_of, now):
    idea = propose("Fewer meetings")
    with pytest.raises(BadInput, match="Say why"):
        answer_idea(idea, state="declined", actor=actor_of(bo), now=now)
    answer_idea(idea, state="declined", answer="They are few.", actor=actor_of(bo), now=now)
    with pytest.raises(Conflict, match="settled"):
        vote(idea, actor=actor_of(eli), now=now)
    assert votes_of(idea) == 1


def test_two_records_of_one_voter_are_one_voice(propose, sales, bo, actor_of, now):
    idea, one, two = propose("Softer chairs", side="external"), make_person("Lee", known_to=(sales,)), None
    two = make_person("Lee P.", known_to=(sales,))
    for party in (one, two):
        add_voice(idea, party, actor=actor_of(bo), now=now)
    assert votes_of(idea) == 3
    merge_parties([one.pk, two.pk], survivor_id=one.pk, actor=actor_of(bo), now=now)
    assert votes_of(idea) == 2


def test_on_the_pages_one_proposes_finds_the_like_votes_and_merges(sales, amina, bo, client_of):
    client = client_of(amina)
    given = {"title": "Fewer meetings", "kind": "work", "unit": sales.pk, "text": "", "author": ""}
    assert client.post(reverse("feedback:idea-new"), given | {"title": " "}).status_code == 422
    first = client.post(reverse("feedback:idea-new"), given)["Location"]
    assert "Fewer meetings" in client.get(reverse("feedback:idea-similar") + "?title=too many meetings").text
    boss = client_of(bo)
    second = boss.post(reverse("feedback:idea-new"), given | {"title": "Meetings in the morning"})["Location"]
    assert "Not shown yet" in boss.get(first).text
    boss.post(f"{first}show/", {"on": "1"})
    boss.post(f"{first}vote/")
    assert "Merge into “Fewer meetings”" in boss.get(second).text
    into = first.split("/")[2]
    assert boss.post(f"{second}merge/", {"into": into})["Location"] == first
    assert "Meetings in the morning" in boss.get(first).text
    assert boss.post(f"{first}answer/", {"answer-state": "done"}).status_code == 422
    assert boss.post(f"{first}answer/", {"answer-state": "done", "answer-answer": "Done."}).status_code == 302
    assert boss.get(reverse("lists:idea") + "?view=all").text.count("Fewer meetings") >= 1


def test_in_the_portal_a_customer_proposes_and_sees_what_is_shown(sales, dana, client_of, propose):
    make_relationship(sales, dana.person)
    shown, hidden = propose("Softer chairs", side="external"), propose("Fewer meetings")
    client = client_of(dana)
    page = client.get("/portal/ideas/").text
    assert shown.title in page
    assert hidden.title not in page
    given = {"title": "Repair at home", "kind": "offering", "text": "", "to": f"{sales.pk}-external"}
    assert client.post("/portal/ideas/new/", given | {"to": f"{sales.pk}-internal"}).status_code == 422
    made = client.post("/portal/ideas/new/", given)["Location"]
    assert "before others see it" in client.get(made).text
    client.post(f"/portal/ideas/{shown.pk}/vote/")
    assert votes_of(shown) == 2
    assert client.post(f"/portal/ideas/{hidden.pk}/vote/").status_code == 404
    stranger = make_user(make_person("Sam"), email="sam@customer.example")
    assert client_of(stranger).get(made).status_code == 404


def test_a_longer_list_asks_no_more_of_the_database(
    propose, sales, amina, client_of, django_assert_max_num_queries
):
    for number in range(12):
        propose(f"Idea {number}", is_shown=number % 2 == 0)
    client = client_of(amina)
    client.get(reverse("lists:idea"))
    with django_assert_max_num_queries(25):
        assert client.get(reverse("lists:idea")).status_code == 200
    assert make_colleague("Someone Else", sales)
