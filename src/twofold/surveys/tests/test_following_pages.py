"""Pages of what follows: triggers, follow-up, one answer, a case's rating for the staff and in the portal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import NOW, make_case, make_person, make_relationship, make_user
from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.surveys.actions.asking.invite import Asked, Subject, invite, open_wave_of
from twofold.surveys.actions.loop.follow_up import follow_up
from twofold.surveys.actions.loop.rules import Followed, set_rule
from twofold.surveys.actions.respond import answer_invitation
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import FollowUp, Invitation, Response, Survey, Trigger
from twofold.surveys.queries.evidence import heard_by
from twofold.surveys.tests.test_questionnaire import DOCUMENT

HOUR = timedelta(hours=1)


@pytest.fixture
def survey(actor_of, bo, sales, settings, tmp_path) -> Survey:
    settings.KEYS_DIR = tmp_path
    begun = begin_survey(
        unit_id=sales.pk, name="How was it?", side="external", mode="named", form=DOCUMENT, actor=actor_of(bo), now=NOW
    )  # fmt: skip
    return launch_survey(begun, actor=actor_of(bo), now=NOW)


@pytest.fixture
def bond(sales):
    return make_relationship(sales, make_person("Dana Novak", known_to=(sales,)))


@pytest.fixture
def case(bond) -> Case:
    return make_case(bond, "It wobbles", state="resolved", resolved_at=NOW)


def invited(survey, bond, subject=None) -> Invitation:
    invite(
        open_wave_of(survey, NOW),
        [Asked(bond.customer_id, bond.provider_id, bond.pk, subject)],
        due_at=NOW,
        now=NOW,
    )
    return Invitation.objects.system("test").latest("pk")


def reply(invitation: Invitation, number: int, **others) -> Response:
    return answer_invitation(
        invitation,
        {"nps": number, "uses": (1,)} | others,
        version=invitation.wave.survey.versions.get(),
        submission=uuid4(),
        actor=Actor.nobody(),
        now=NOW + HOUR,
    )


def test_a_trigger_is_made_switched_and_removed(survey, client_of, amina, eli):
    browser, page = client_of(amina), reverse("surveys:survey-triggers", args=[survey.pk])
    assert (
        browser.post(
            page, {"moment": "case_closed", "days": "", "share": "50", "case_kinds": ["question"]}
        ).status_code
        == 302
    )
    made = survey.triggers.get()
    assert (made.days, made.share, made.case_kinds) == (0, 50, ["question"])
    assert "50 of each hundred" in browser.get(page).content.decode()
    refused = browser.post(page, {"moment": "case_closed", "days": "0", "share": "100"})
    assert refused.status_code == 422 and "already" in refused.content.decode()
    browser.post(reverse("surveys:trigger-switch", args=[survey.pk, made.pk]), {"on": "no"})
    made.refresh_from_db()
    assert not made.is_on
    assert (
        client_of(eli).post(reverse("surveys:trigger-remove", args=[survey.pk, made.pk])).status_code == 404
    )
    browser.post(reverse("surveys:trigger-remove", args=[survey.pk, made.pk]))
    assert not Trigger.objects.exists()


def test_a_rule_is_set_changed_and_removed(survey, client_of, amina):
    browser, page = client_of(amina), reverse("surveys:survey-follow-up", args=[survey.pk])
    question = survey.questions.get(code="nps").pk
    sent = {"question": question, "at_most": 6, "due_days": 2, "ask_again_days": "", "owner": amina.person_id}
    assert browser.post(page, sent).status_code == 302
    rule = survey.follow_up_rules.get()
    assert (rule.at_most, rule.owner_id, rule.ask_again_days) == (6, amina.person_id, None)
    assert browser.post(page, sent | {"at_most": 10}).status_code == 422
    assert browser.get(f"{page}?rule={rule.pk}").context["form"].initial["at_most"] == 6
    browser.post(reverse("surveys:follow-up-remove", args=[survey.pk, rule.pk]))
    assert not survey.follow_up_rules.exists()


def test_a_survey_of_totals_says_why_no_answer_opens_a_case(survey, client_of, amina):
    Survey.objects.system("test").filter(pk=survey.pk).update(mode="confidential")
    page = client_of(amina).get(reverse("surveys:survey-follow-up", args=[survey.pk]))
    assert "No single answer is told here" in page.content.decode()


def test_an_answer_leads_to_its_case_and_back(survey, case, bond, client_of, amina, eli, actor_of, bo):
    set_rule(survey, survey.questions.get(code="nps"), Followed(3), actor=actor_of(bo), now=NOW)
    sheet = reply(invited(survey, bond, Subject("cases.case", case.pk, NOW)), 1, why="Broke <again>.")
    made = follow_up(sheet.pk, now=NOW)
    later = reply(invited(survey, bond, Subject("surveys.response", sheet.pk, NOW)), 9)
    browser, address = client_of(amina), reverse("surveys:survey-answer", args=[sheet.pk])
    page = browser.get(address).content.decode()

    assert "1 of 10" in page and "Broke &lt;again&gt;." in page and "Chairs" in page
    for number in (case.pk, made.pk):
        assert reverse("cases:case-detail", args=[number]) in page
    assert f"?kind=surveys.response&amp;id={sheet.pk}" in page
    assert reverse("surveys:survey-answer", args=[later.pk]) in page
    assert address in browser.get(reverse("surveys:survey-answer", args=[later.pk])).content.decode()
    assert address in browser.get(reverse("surveys:case-rating", args=[made.pk])).content.decode()
    raising = reverse("relationships:expectation-raise")
    assert browser.get(raising, {"kind": "surveys.response", "id": sheet.pk}).status_code == 200
    changes = browser.get(reverse("surveys:survey-follow-up", args=[survey.pk])).context["changes"]
    assert [(one.before, one.after) for one in changes] == [(1, 9)]
    assert client_of(eli).get(address).status_code == 404


def test_a_case_is_opened_from_an_answer_once(survey, bond, client_of, amina):
    sheet = reply(invited(survey, bond), 9)
    for _click in range(2):
        answer = client_of(amina).post(reverse("surveys:answer-open-case", args=[sheet.pk]))
        assert answer["Location"] == reverse("cases:case-detail", args=[FollowUp.objects.get().case_id])


def test_a_case_keeps_the_ratings_of_all_its_closures(survey, case, bond, client_of, amina):
    for days, number in ((0, 2), (9, 8)):
        reply(invited(survey, bond, Subject("cases.case", case.pk, NOW + timedelta(days=days))), number)
    ratings = client_of(amina).get(reverse("surveys:case-rating", args=[case.pk])).context["ratings"]

    assert [str(one.said[0]).split("? ")[1] for one in ratings] == ["8 of 10", "2 of 10"]


def test_in_the_portal_the_customer_finds_the_link_and_nobody_else(survey, case, bond, client_of):
    invitation = invited(survey, bond, Subject("cases.case", case.pk, NOW))
    browser = client_of(make_user(bond.customer))
    address = reverse("portal-surveys:case-rating", args=[case.pk])
    page = browser.get(address).content.decode()
    link = page.split('href="/s/')[1].split('"')[0]

    assert address in browser.get(reverse("portal:case-detail", args=[case.pk])).content.decode()
    assert browser.get(f"/s/{link}").status_code == 200
    reply(invitation, 9)
    assert "You have told us" in browser.get(address).content.decode()
    assert client_of(make_user(make_person())).get(address).status_code == 404


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_of_colleagues_no_rating_is_shown_as_one_persons(survey, case, bond, client_of, amina, mode):
    reply(invited(survey, bond, Subject("cases.case", case.pk, NOW)), 1)
    Survey.objects.system("test").filter(pk=survey.pk).update(mode=mode, side="internal")
    page = client_of(amina).get(reverse("surveys:case-rating", args=[case.pk]))

    assert page.context["ratings"] == []


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_those_who_answered_are_told_what_came_of_it_and_of_protected_surveys_everyone_asked(
    survey, bond, sales, mode
):
    silent = make_relationship(sales, make_person("Silas Still"))
    reply(invited(survey, bond), 3)
    invited(survey, silent)
    Survey.objects.system("test").filter(pk=survey.pk).update(mode=mode)
    told = {bond.customer_id} if mode == "named" else {bond.customer_id, silent.customer_id}
    assert heard_by([survey.pk]) == told
