"""Answering by a link: page after page without scripts, kept once, with no cookie; and by a ballot that leads to nobody."""

import re

import pytest

from twofold.surveys.models import Answer, Ballot, Response

HIDDEN = re.compile(r'name="(version|submission|page|language|stamp|code)" value="([^"]*)"')
CODE = r'<code dir="ltr">((?:[2-9A-Z]{5}-){3}[2-9A-Z]{5})</code>'


def hidden(response) -> dict[str, str]:
    return dict(HIDDEN.findall(response.content.decode()))


def test_page_after_page_what_was_said_is_carried_and_kept(client, link):
    first = client.get(link)
    assert "Your name is stored with your answers" in first.content.decode()
    second = client.post(link, hidden(first) | {"q.nps": "0", "q.uses": ["1", "2"], "go": "on"})
    assert "The table’s" in second.content.decode()
    assert '<input type="hidden" name="q.nps" value="0">' in second.content.decode()
    said = client.post(
        link,
        hidden(second) | {"q.nps": "0", "q.uses": ["1", "2"], "q.top": "5", "q.legs": "1", "go": "on"},
    )

    assert "Thank you" in said.content.decode()
    assert Answer.objects.get(question__code="nps").number == 0
    assert "already" in client.get(link).content.decode()
    assert not client.cookies


def test_a_question_on_the_same_page_is_asked_before_one_goes_on(client, link):
    """No script shows it, so the page comes once more with it, and only once."""
    first = client.get(link)
    sent = hidden(first) | {"q.nps": "2", "q.uses": "1", "go": "on"}
    more = client.post(link, sent | {"shown": "nps uses"})
    assert "You said 2" in more.content.decode() and "leads to another question" in more.content.decode()
    said = client.post(link, sent | {"shown": "nps why uses"})

    assert "Thank you" in said.content.decode()


def test_a_double_click_is_one_sheet(client, link):
    sent = hidden(client.get(link)) | {"q.nps": "9", "go": "on"}
    for _click in range(2):
        assert client.post(link, sent).status_code == 200

    assert Response.objects.system("counted").count() == 1


def test_what_is_wrong_is_said_beside_it_and_nothing_is_lost(client, link):
    answer = client.post(
        link, hidden(client.get(link)) | {"q.nps": "11", "q.why": "Kept.", "q.uses": "1", "go": "on"}
    )

    assert answer.status_code == 422
    assert "Choose one of the answers offered." in answer.content.decode()
    assert 'value="1" checked' in answer.content.decode()


def test_back_loses_nothing_and_asks_nothing(client, link):
    second = client.post(link, hidden(client.get(link)) | {"q.nps": "9", "q.uses": "2", "go": "on"})
    first = client.post(
        link, hidden(second) | {"q.nps": "9", "q.uses": "2", "q.top": "4", "go": "back"}
    ).content.decode()

    assert "Recommend?" in first
    assert '<input type="hidden" name="q.top" value="4">' in first


def test_the_first_answer_can_come_with_the_link_and_changes_nothing_by_itself(client, link):
    page = client.get(link + "?q.nps=9&dept=Legal&q.nothing=1").content.decode()

    assert 'value="9" checked' in page
    assert not Response.objects.system("counted").exists()


@pytest.mark.parametrize("address", ["/s/forged/", "/b/forged/"])
def test_a_forged_link_is_not_known(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "not known" in answer.content.decode()


def test_names_are_shown_as_text(client, link):
    page = client.post(link, hidden(client.get(link)) | {"q.nps": "3", "go": "on"})
    assert page.status_code == 200
    assert b"<Novak>" not in client.get(link).content


@pytest.mark.parametrize(
    "spoilt", [{"version": "9"}, {"version": "x"}, {"submission": "1"}, {"page": "none"}]
)
def test_a_spoilt_page_keeps_nothing_by_mistake(client, link, spoilt):
    sent = hidden(client.get(link)) | {"q.nps": "3", "q.uses": "2", "go": "on"} | spoilt

    assert client.post(link, sent).status_code in (200, 409)
    assert not Response.objects.system("counted").exists()


def test_a_ballot_is_cast_without_a_cookie_even_by_someone_signed_in(client_of, amina, ballot_link):
    browser = client_of(amina)
    before = dict(browser.cookies)
    page = browser.get(ballot_link)
    said = browser.post(ballot_link, hidden(page) | {"q.nps": "9", "go": "on"})

    assert "kept encrypted until the survey closes" in page.content.decode()
    assert re.search(CODE, said.content.decode())
    assert Ballot.objects.system("counted").count() == 1
    for answer in (page, said):
        assert not answer.cookies
        assert not answer.wsgi_request.user.is_authenticated
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "amina" not in answer.content.decode().casefold()
    assert dict(browser.cookies) == before


def test_a_ballot_is_cast_once(client, ballot_link):
    sent = hidden(client.get(ballot_link)) | {"q.nps": "9", "go": "on"}
    client.post(ballot_link, sent)

    assert client.post(ballot_link, sent).status_code == 409
    assert "in the box" in client.get(ballot_link).content.decode()


def test_an_address_cannot_answer_for_someone(client, ballot_link):
    assert "checked" not in client.get(ballot_link + "?q.nps=9").content.decode()


def test_a_page_costs_two_statements_and_a_sheet_few(client, link, django_assert_max_num_queries):
    """Very many may come at once."""
    with django_assert_max_num_queries(2):
        first = client.get(link)
    answers = {"q.nps": "9", "q.uses": ["1", "2"], "go": "on"}
    second = client.post(link, hidden(first) | answers)
    with django_assert_max_num_queries(14):
        said = client.post(link, hidden(second) | answers | {"q.top": "5", "q.legs": "1"})
    assert "Thank you" in said.text


def test_a_ballot_costs_as_few(client, ballot_link, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page = client.get(ballot_link)
    with django_assert_max_num_queries(8):
        assert (
            "Write down this change code"
            in client.post(ballot_link, hidden(page) | {"q.nps": "9", "go": "on"}).text
        )


def test_an_untouched_page_is_the_same_for_all_but_for_whom_it_names(client, link):
    """It is drawn once; what someone has said or is called never comes to another."""
    touched = client.get(link + "?q.nps=9").text
    first, second = (client.get(link).text for _time in range(2))

    assert 'value="9" checked' in touched and "checked" not in first + second
    assert re.sub(r'value="[0-9a-f-]{36}"', "", first) == re.sub(r'value="[0-9a-f-]{36}"', "", second)


def test_what_needs_another_look_is_listed_above_and_led_to(client, link):
    again = client.post(link, hidden(client.get(link)) | {"q.nps": "99", "go": "on"}).content.decode()
    assert again.count('<a href="#q.nps-problem">') == again.count('id="q.nps-problem"') == 1
