import pytest

from tests.factories import make_note
from twofold.cases.models import Case, CaseStep
from twofold.conversations.models import Note


def test_it_shows_what_is_owed_and_what_can_be_done(case, amina, client_of):
    page = client_of(amina).get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    for words in (
        "The chair wobbles",
        "Dana Novak",
        "Nothing promised",
        "Resolve",
        "Pass on to another unit",
    ):
        assert words in page.text


def test_it_asks_few_questions(case, amina, client_of, django_assert_max_num_queries):
    client = client_of(amina)
    client.get(f"/cases/{case.pk}/")
    with django_assert_max_num_queries(34):
        client.get(f"/cases/{case.pk}/")


def test_outsiders_find_nothing_there(case, mallory, client_of):
    hidden, absent = (client_of(mallory).get(f"/cases/{pk}/") for pk in (case.pk, 999_999))
    assert hidden.status_code == absent.status_code == 404
    assert "wobbles" not in hidden.text


def test_notes_stand_in_the_thread_and_say_what_they_are(case, sales, customer, amina, client_of):
    make_note(customer, sales, "Guests on Saturday", subject_kind="cases.case", subject_id=case.pk)
    page = client_of(amina).get(f"/cases/{case.pk}/")
    assert "Guests on Saturday" in page.text
    assert "never sent to the customer" in page.text


@pytest.mark.parametrize(
    ("act", "given", "told"),
    [
        ("answer", {"answer-words": "A new leg is coming."}, "Told the customer"),
        ("note", {"note-body": "Be generous."}, "never sent"),
        ("resolve", {"resolve-resolution": "Leg replaced."}, "Leg replaced."),
    ],
)
def test_an_act_shows_the_page_again(case, amina, client_of, act, given, told):
    page = client_of(amina).post(f"/cases/{case.pk}/{act}/", given, follow=True)
    assert page.redirect_chain == [(f"/cases/{case.pk}/", 302)]
    assert told in page.text


def test_one_takes_it(case, amina, client_of):
    client_of(amina).post(f"/cases/{case.pk}/assign/", {"assign-assignee": amina.person_id})
    assert Case.objects.system("test").get().assignee_id == amina.person_id


def test_what_is_wrong_stands_at_its_field_and_drafts_are_kept(case, amina, client_of):
    given = {"resolve-resolution": " ", "answer-words": "Half a sentence"}
    page = client_of(amina).post(f"/cases/{case.pk}/resolve/", given, headers={"HX-Request": "true"})
    assert page.status_code == 422
    assert "is-invalid" in page.text
    assert "Half a sentence" in page.text
    assert "<html" not in page.text
    assert Case.objects.system("test").get().is_open


def test_who_was_slower_is_told(case, amina, bo, client_of):
    client_of(amina).post(f"/cases/{case.pk}/resolve/", {"resolve-resolution": "Leg replaced."})
    page = client_of(bo).post(f"/cases/{case.pk}/resolve/", {"resolve-resolution": "Refunded."})
    assert page.status_code == 422
    assert "resolved on" in page.text
    assert Case.objects.system("test").get().resolution == "Leg replaced."


def test_passed_on_and_gone_from_sight(case, logistics, amina, client_of):
    given = {"transfer-unit": logistics.pk, "transfer-reason": "It broke on the way."}
    page = client_of(amina).post(f"/cases/{case.pk}/transfer/", given, follow=True)
    assert page.redirect_chain == [("/cases/", 302)]
    assert "passed on" in page.text


def test_another_unit_is_asked_and_its_case_shown(case, logistics, amina, client_of):
    given = {"ask-unit": logistics.pk, "ask-title": "Three oak legs"}
    page = client_of(amina).post(f"/cases/{case.pk}/ask/", given, follow=True)
    child = Case.objects.system("test").get(parent=case)
    assert f"#{child.pk} Three oak legs" in page.text
    theirs = client_of(amina).get(f"/cases/{child.pk}/")
    assert "The chair wobbles" in theirs.text
    assert "Resolve</button>" not in theirs.text


def test_a_restricted_case_takes_no_notes(case, bo, client_of):
    Case.objects.system("test").update(is_restricted=True)
    page = client_of(bo).post(f"/cases/{case.pk}/note/", {"note-body": "Psst"})
    assert page.status_code == 422
    assert not Note.objects.system("test").exists()


def test_outsiders_do_nothing(case, mallory, client_of):
    for act in ("answer", "note", "assign", "resolve", "reopen", "transfer", "ask"):
        assert client_of(mallory).post(f"/cases/{case.pk}/{act}/", {}).status_code == 404
    assert not CaseStep.objects.system("test").exists()


def test_imported_steps_are_called_as_in_their_file(case, amina, now, client_of):
    CaseStep.objects.create(case=case, kind="other", label="Take in charge", happened_at=now, import_run_id=1)
    assert "Take in charge" in client_of(amina).get(f"/cases/{case.pk}/").text
