from datetime import timedelta

import pytest

from tests.factories import make_event, make_note, make_person
from twofold.timeline.queries.timelines import party_timeline


@pytest.fixture
def dana_buys(sales):
    return make_person("Dana Novak", known_to=(sales,))


def test_it_goes_back_in_time_without_losing_or_repeating_a_row(dana_buys, sales, amina, actor_of, now):
    for hours in range(7):
        make_event(
            "cases.case_opened",
            dana_buys,
            unit=sales,
            parties=(dana_buys,),
            happened_at=now - timedelta(hours=hours // 2),
        )
        make_note(dana_buys, sales, created_at=now - timedelta(hours=hours))
    seen, before = [], None
    while True:
        page = party_timeline(actor_of(amina), [dana_buys.pk], before=before, limit=3)
        seen += page.rows
        if page.before is None:
            break
        before = page.before
    assert len({row.key for row in seen}) == len(seen) == 14
    assert [row.at for row in seen] == sorted((row.at for row in seen), reverse=True)


def test_each_side_sees_its_own_half_of_one_person(eli, sales, it, amina, mallory, actor_of):
    make_event("relationships.dealing_recorded", eli.person, unit=sales, parties=(eli.person,))
    make_event("cases.case_opened", eli.person, unit=it, parties=(eli.person,))
    [bought] = party_timeline(actor_of(amina), [eli.person_id]).rows
    [asked] = party_timeline(actor_of(mallory), [eli.person_id]).rows
    assert (bought.unit_id, asked.unit_id) == (sales.pk, it.pk)


def test_the_page_shows_who_did_it_and_where(dana_buys, sales, amina, client_of):
    make_event("cases.case_opened", dana_buys, unit=sales, parties=(dana_buys,), person_id=amina.person_id)
    page = client_of(amina).get(f"/timeline/parties/{dana_buys.pk}/")
    assert page.status_code == 200
    assert "Amina Diallo" in page.text and "Sales" in page.text


def test_a_party_one_may_not_see_looks_absent(dana_buys, mallory, client_of):
    hidden = client_of(mallory).get(f"/timeline/parties/{dana_buys.pk}/")
    absent = client_of(mallory).get("/timeline/parties/999999/")
    assert hidden.status_code == absent.status_code == 404
    assert "Dana" not in hidden.text


def test_a_damaged_address_says_so(dana_buys, amina, client_of):
    page = client_of(amina).get(f"/timeline/parties/{dana_buys.pk}/?before=yesterday")
    assert page.status_code == 422
    assert "address is damaged" in page.text
