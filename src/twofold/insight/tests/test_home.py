from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    make_case,
    make_expectation,
    make_figure,
    make_organization,
    make_relationship,
    make_unit,
)
from twofold.accounts.models import CapabilityGrant
from twofold.relationships.models import Expectation


@pytest.fixture
def figures(mood, enterprise, sales, hr):
    """A figure on each side of Sales, the enterprise and the sealed unit."""
    for unit in (enterprise, sales, hr):
        for side in ("internal", "external"):
            make_figure(unit, mood.key, side, value=41.0 + unit.pk, n=50, low=30.0, high=60.0)


def late_case(unit, side="external", title="Chair arrived broken"):
    served = make_relationship(unit, make_organization("Hotel Harbor"), side)
    promised = timezone.now() - timedelta(days=2)
    return make_case(served, title, opened_at=promised - timedelta(days=3), promised_at=promised)


def test_both_sides_stand_beside_each_other(figures, amina, client_of):
    page = client_of(amina).get("/")
    assert page.status_code == 200
    assert page.text.index("Internal customers") < page.text.index("External customers")
    assert "n = 50" in page.text and "between +30 and +60" in page.text


def test_one_side_can_be_shown_alone(figures, amina, client_of):
    client = client_of(amina)
    client.post("/side/", {"side": "external"})
    page = client.get("/")
    assert "External customers" in page.text and "Internal customers" not in page.text


def test_it_opens_on_the_widest_unit_and_offers_the_others(figures, chidi, client_of, enterprise, sales):
    page = client_of(chidi).get("/")
    assert (
        f'<option value="{enterprise.pk}" selected' in page.text
        and f'<option value="{sales.pk}"' in page.text
    )


def test_what_is_said_instead_of_a_number_is_in_the_readers_language(mood, sales, amina, client_of):
    make_figure(sales, mood.key, "internal", value=None, n=0, said_instead="too few customers")
    amina.language = "ar"
    amina.save(update_fields=["language"])
    page = client_of(amina).get("/")
    assert "عملاء قليلون جدًا" in page.text and "too few customers" not in page.text


def test_a_unit_one_may_not_see_looks_absent(figures, amina, client_of, hr, enterprise):
    client = client_of(amina)
    answers = {client.get(f"/?unit={unit}").status_code for unit in (hr.pk, enterprise.pk, 999_999)}
    assert answers == {404}


def test_who_may_see_totals_sees_every_unit_that_is_not_sealed(figures, amina, client_of, hr, enterprise):
    CapabilityGrant.objects.create(user=amina, capability="see_totals")
    client = client_of(amina)
    assert client.get(f"/?unit={enterprise.pk}").status_code == 200
    assert client.get(f"/?unit={hr.pk}").status_code == 404


def test_broken_promises_and_unmet_expectations_need_attention(figures, sales, amina, client_of):
    late_case(sales)
    served = make_relationship(sales, make_organization("Clinic Stone"))
    make_expectation(served, "Answer within a day", state=Expectation.State.UNMET)
    make_expectation(served, "Invoices with our number", state=Expectation.State.MET)
    page = client_of(amina).get("/")
    assert "Chair arrived broken" in page.text and "Answer within a day" in page.text
    assert "Invoices with our number" not in page.text


def test_others_cases_are_not_mine_to_attend_to(figures, it, sales, amina, client_of):
    late_case(it, title="Scanner of the boss")
    assert "Scanner of the boss" not in client_of(amina).get("/").text


def test_the_chain_names_who_keeps_whom_waiting(figures, sales, logistics, it, chidi, mallory, client_of):
    outside = late_case(sales)
    inside = make_relationship(logistics, sales, "internal", kind="unit")
    make_case(inside, "Find the parcel", parent=outside)
    assert 'class="chain-count"' in client_of(chidi).get("/").text
    make_figure(it, "insight.mood")
    assert 'class="chain-count"' not in client_of(mallory).get("/").text


def test_without_figures_it_says_what_to_do(mood, sales, amina, client_of):
    page = client_of(amina).get("/")
    assert "nothing to mirror yet" in page.text and "Import a file" in page.text


def test_without_a_unit_it_says_whom_to_ask(dana, client_of):
    page = client_of(dana).get("/")
    assert page.status_code == 200
    assert "do not belong to a unit yet" in page.text


def test_its_queries_do_not_grow_with_what_is_late(
    figures, sales, amina, client_of, django_assert_max_num_queries
):
    client = client_of(amina)
    client.get("/")
    for _ in range(12):
        late_case(sales)
    with django_assert_max_num_queries(18):
        client.get("/")


def test_a_figure_opens_its_definition_and_its_course(figures, mood, sales, amina, client_of, now):
    make_figure(sales, mood.key, value=40.0, n=50, day=now.date() - timedelta(days=1))
    page = client_of(amina).get(f"/figures/{mood.key}/?unit={sales.pk}&side=external")
    assert page.status_code == 200
    for words in ("How people are, on average.", "None in a test.", "n ≥ 10", "A test", "Day by day"):
        assert words in page.text


def test_the_rows_behind_a_figure_are_those_of_the_units_below_too(enterprise, sales, chidi, client_of):
    team = make_unit("Stairs", parent=sales)
    for unit, title in ((team, "Banister bent"), (sales, "Chair arrived broken"), (enterprise, "Flag torn")):
        late_case(unit, title=title)
    client = client_of(chidi)

    shown = {}
    for unit in (enterprise, sales):
        make_figure(unit, "cases.owed", value=3.0, n=3)
        figure = client.get(f"/figures/cases.owed/?unit={unit.pk}&side=external").context["figure"]
        page = client.get(figure.rows_url).text
        shown[unit] = {title for title in ("Banister", "Chair arrived", "Flag") if title in page}

    assert shown == {enterprise: {"Banister", "Chair arrived", "Flag"}, sales: {"Banister", "Chair arrived"}}


def test_a_figure_of_a_unit_one_may_not_see_looks_absent(figures, mood, hr, amina, client_of):
    client = client_of(amina)
    assert client.get(f"/figures/{mood.key}/?unit={hr.pk}").status_code == 404
    assert client.get("/figures/no.such/").status_code == 404


def test_home_is_accessible_and_keeps_the_policy(figures, sales, amina, signed_in, axe):
    late_case(sales)
    page = signed_in(amina)
    page.goto("/")
    assert axe(page) == []
