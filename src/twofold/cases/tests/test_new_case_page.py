from twofold.cases.models import Case
from twofold.directory.actions.search_entries import refresh_search


def test_one_searches_the_customer_first(customer, amina, client_of):
    refresh_search([customer.pk])
    page = client_of(amina).get("/cases/new/?q=dana", headers={"HX-Request": "true"})
    assert "Dana Novak" in page.text
    assert f"?party={customer.pk}" in page.text
    assert "<html" not in page.text


def test_nobody_finds_whom_they_may_not_see(customer, mallory, client_of):
    refresh_search([customer.pk])
    page = client_of(mallory).get("/cases/new/?q=dana")
    assert "Nobody you may see is called that" in page.text


def test_then_says_what_is_owed(customer, sales, amina, client_of):
    client = client_of(amina)
    assert "Dana Novak" in client.get(f"/cases/new/?party={customer.pk}").text
    given = {
        "party": customer.pk,
        "title": "The chair wobbles",
        "kind": "complaint",
        "side": "external",
        "unit": sales.pk,
    }
    page = client.post("/cases/new/", given, follow=True)
    case = Case.objects.system("test").get()
    assert page.redirect_chain == [(f"/cases/{case.pk}/", 302)]
    assert (case.kind, case.relationship.side) == ("complaint", "external")


def test_what_is_missing_is_said_at_its_field(customer, sales, amina, client_of):
    given = {"party": customer.pk, "title": "", "kind": "complaint", "side": "external", "unit": sales.pk}
    page = client_of(amina).post("/cases/new/", given)
    assert page.status_code == 422
    assert not Case.objects.system("test").exists()


def test_a_customer_one_may_not_see_looks_absent(customer, mallory, client_of):
    assert client_of(mallory).get(f"/cases/new/?party={customer.pk}").status_code == 404


def test_for_others_one_chooses_among_ones_own_units(customer, it, sales, amina, client_of):
    form = client_of(amina).get(f"/cases/new/?party={customer.pk}").context["form"]
    assert form.fields["unit"].choices == [(sales.pk, "Sales")]


def test_for_oneself_one_may_ask_any_unit(it, sales, amina, client_of):
    form = client_of(amina).get(f"/cases/new/?party={amina.person_id}").context["form"]
    assert (it.pk, "IT") in form.fields["unit"].choices
