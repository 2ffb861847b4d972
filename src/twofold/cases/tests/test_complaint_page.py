"""A complaint on the page of its case, from its receipt to the files."""

import pytest

from tests.factories import make_colleague
from twofold.cases.actions.complaints import mark_complaint
from twofold.cases.models import Cause, Complaint, Remedy
from twofold.core.actor import Level


@pytest.fixture
def complaint(case, amina, actor_of, now):
    return mark_complaint(case, remedy_sought="A new leg", actor=actor_of(amina), now=now)


@pytest.fixture
def post(case, complaint, amina, client_of):
    """Post a step of the complaint."""
    client = client_of(amina)

    def post(step, **given):
        fields = {f"complaint_{step}-{name}": value for name, value in given.items()}
        return client.post(f"/cases/{case.pk}/complaint/{step}/", fields)

    return post


def test_any_case_is_marked_without_magic_words(case, amina, client_of):
    client = client_of(amina)
    assert "This is a complaint" in client.get(f"/cases/{case.pk}/").text
    client.post(f"/cases/{case.pk}/complaint/mark/", {"mark-remedy_sought": "A new leg"})
    page = client.get(f"/cases/{case.pk}/").text
    assert "Remedy sought" in page
    assert "A new leg" in page


def test_it_says_what_is_missing_to_close_it(case, complaint, amina, client_of):
    assert "Resolve the case first" in client_of(amina).get(f"/cases/{case.pk}/").text


def test_each_step_is_a_small_form(case, post, sales, amina, client_of):
    worn = Cause.objects.create(field=Cause.Field.COMPLAINT, name="Worn tools")
    post("acknowledge")
    post("assess", severity="3", is_about_safety="on", immediate_action="Fetched it.")
    post("investigate", words="The drill was blunt.")
    post("respond", words="You were right.")
    post("decide", decision="upheld", words="Our mistake.")
    post("accept", is_accepted="yes")
    post("remedy", kind="refund", words="Half of it", cost="12.50", currency="EUR")
    post("remedy", kind="apology")
    client_of(amina).post(f"/cases/remedies/{Remedy.objects.system('test').first().pk}/give/")
    client_of(amina).post(f"/cases/{case.pk}/resolve/", {"resolve-resolution": "A new leg was sent."})
    post("cause", cause=worn.pk, words="Nobody checks drills.", behind_unit=sales.pk, due_on="2026-12-24")
    post("effect", is_good="yes", words="No blunt drill in a month.")
    page = client_of(amina).get(f"/cases/{case.pk}/").text
    assert "€12.50" in page
    assert "Close the complaint" in page
    post("close")
    stored = Complaint.objects.system("test").get()
    assert stored.closed_at is not None
    assert (stored.behind_unit_id, str(stored.corrective_due_on)) == (sales.pk, "2026-12-24")
    page = client_of(amina).get(f"/cases/{case.pk}/").text
    assert "Close the complaint" not in page


def test_a_rejection_without_recourse_is_refused_at_its_field(case, post):
    page = post("decide", decision="rejected", words="It was dropped.")
    assert page.status_code == 422
    assert "Say where the customer can turn" in page.text
    assert Complaint.objects.system("test").get().decided_at is None


def test_it_is_not_closed_before_its_effect_was_checked(case, post):
    assert post("close").status_code == 422
    assert Complaint.objects.system("test").get().closed_at is None


def test_those_who_only_look_get_no_forms(case, complaint, sales, client_of):
    page = client_of(make_colleague("Vera Sand", sales, Level.VIEW)).get(f"/cases/{case.pk}/").text
    assert "A new leg" in page
    assert f"/cases/{case.pk}/complaint/assess/" not in page


def test_outsiders_find_nothing(case, complaint, mallory, client_of):
    page = client_of(mallory).post(f"/cases/{case.pk}/complaint/assess/", {"complaint_assess-severity": "3"})
    assert page.status_code == 404
    assert Complaint.objects.system("test").get().assessed_at is None


def test_the_new_case_form_asks_for_the_remedy_sought(customer, sales, amina, client_of):
    given = {
        "party": customer.pk, "title": "It broke", "kind": "complaint", "side": "external", "unit": sales.pk,
        "remedy_sought": "My money back",
    }  # fmt: skip
    client_of(amina).post("/cases/new/", given)
    assert Complaint.objects.system("test").get().remedy_sought == "My money back"
