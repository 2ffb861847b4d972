import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import make_person, make_unit
from twofold.core.errors import BadInput
from twofold.core.paging import keyset_page
from twofold.directory.models import Party

ORDER = ("sort_name", "pk")


def people():
    return Party.objects.system("test")


def walk(*, size, descending=False, way="after"):
    """All pages one after the other, forwards from the first or backwards from the last."""
    pages, token = [], ""
    while True:
        page = keyset_page(people(), order=ORDER, token=token, size=size, descending=descending)
        pages.append([row.pk for row in page.rows])
        token = page.after
        if not token:
            return pages, page


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=25)
@given(names=st.lists(st.sampled_from("abc"), max_size=12), size=st.integers(1, 5), descending=st.booleans())
def test_pages_together_are_the_list_and_lead_back_again(db, names, size, descending):
    people().delete()
    for name in names:
        make_person(name)
    pages, last = walk(size=size, descending=descending)
    whole = sorted(((row.sort_name, row.pk) for row in people()), reverse=descending)
    assert [pk for page in pages for pk in page] == [pk for _, pk in whole]
    back = [[row.pk for row in last.rows]]
    while last.before:
        last = keyset_page(people(), order=ORDER, token=last.before, size=size, descending=descending)
        back.insert(0, [row.pk for row in last.rows])
    assert [pk for page in back for pk in page] == [pk for _, pk in whole]


def test_a_row_added_before_the_page_moves_nothing(db):
    for name in "bcde":
        make_person(name)
    first = keyset_page(people(), order=ORDER, size=2)
    make_person("a")
    second = keyset_page(people(), order=ORDER, size=2, token=first.after)
    assert [row.name for row in second.rows] == ["d", "e"]


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    max_examples=25,
    deadline=None,
)
@given(
    names=st.lists(st.sampled_from(["", "a", "b"]), max_size=9),
    size=st.integers(1, 4),
    descending=st.booleans(),
)
def test_rows_without_a_value_come_last_both_ways(db, names, size, descending):
    """Sorted by the name of the unit where they are at home, which some have and some have not."""
    people().exclude(kind="unit").delete()
    units = {name: make_unit(name) for name in "ab"} if names else {}
    for name in names:
        make_person(home_unit=units.get(name))
    rows = people().exclude(kind="unit").select_related("home_unit__party")
    order = ("home_unit__party__sort_name", "pk")
    keys = [((row.home_unit.party.sort_name, row.pk) if row.home_unit else None, row.pk) for row in rows]
    filled = sorted((key for key, _pk in keys if key), reverse=descending)
    empty = sorted((pk for key, pk in keys if not key), reverse=descending)
    whole = [pk for _name, pk in filled] + empty

    seen, token = [], ""
    while True:
        page = keyset_page(rows, order=order, token=token, size=size, descending=descending)
        seen.append([row.pk for row in page.rows])
        token = page.after
        if not token:
            break
    assert [pk for one in seen for pk in one] == whole
    back = [[row.pk for row in page.rows]]
    while page.before:
        page = keyset_page(rows, order=order, token=page.before, size=size, descending=descending)
        back.insert(0, [row.pk for row in page.rows])
    assert [pk for one in back for pk in one] == whole


@pytest.mark.parametrize("token", ["x", "eyJ", "a:b:c", "'; DROP TABLE directory_party; --"])
def test_a_token_made_elsewhere_is_refused_in_words(db, token):
    with pytest.raises(BadInput, match="page address is damaged"):
        keyset_page(people(), order=ORDER, token=token)
