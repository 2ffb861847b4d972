"""Which records may be one: the evidence, and when it is called certain."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.science.matching.certainty import is_certain, likelihood_by_rule, weighed
from twofold.science.matching.evidence import compare, name_likeness, same_address
from twofold.science.matching.few import find_pairs_among_few
from twofold.science.matching.records import Record, folded, folded_company, name_parts

WORDS = st.text("abcdeé", min_size=1, max_size=6)
SETS = st.frozensets(st.sampled_from(("a", "b", "c")), max_size=3)


def person(id: int, given: str, family: str, **more) -> Record:
    return Record(id, f"{given} {family}".strip(), given, family, **more)


@st.composite
def records(draw, id: int) -> Record:
    more = {name: draw(SETS) for name in ("emails", "phones")}
    more |= {
        name: draw(st.sampled_from(("", "x", "y"))) for name in ("street", "postcode", "city", "country")
    }
    schemes = draw(st.dictionaries(st.sampled_from(("customer", "tax")), st.sampled_from("12")))
    identifiers = frozenset(f"{scheme}={value}" for scheme, value in schemes.items())
    return person(id, draw(WORDS), draw(WORDS), identifiers=identifiers, **more)


@given(records(1), records(2))
def test_it_does_not_matter_who_comes_first(one, other):
    assert compare(one, other) == compare(other, one)


@given(records(1), records(2), st.sampled_from(("customer", "tax")))
def test_different_numbers_in_one_system_are_never_certain(one, other, scheme):
    one = one._replace(identifiers=frozenset({f"{scheme}=1"}))
    other = other._replace(name=one.name, given=one.given, family=one.family)
    other = other._replace(identifiers=frozenset({f"{scheme}=2"}), emails=one.emails, phones=one.phones)
    assert not is_certain(compare(one, other))


@given(records(1), records(2))
def test_what_is_certain_is_also_likely(one, other):
    evidence = compare(one, other)
    if is_certain(evidence):
        assert likelihood_by_rule(evidence) >= 0.8


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (person(1, "dana", "berg"), person(2, "berg", "dana"), 1),
        (person(1, "dana", "berg"), person(2, "dana", "bergh"), pytest.approx(0.96, abs=0.01)),
        (person(1, "dana", "berg"), person(2, "otto", "berg"), 0),
        (Record(1, "dana berg"), Record(2, "dana brg"), pytest.approx(0.975, abs=0.01)),
    ],
)
def test_a_name_is_as_alike_as_its_weaker_part(one, other, expected):
    assert name_likeness(one, other) == expected


def test_an_address_is_the_same_only_if_street_and_place_are():
    home = Record(1, "a", street="oak road 5", postcode="10115", city="berlin")
    assert same_address(home, home._replace(postcode="")) is True
    assert same_address(home, home._replace(street="oak road 7")) is False
    assert same_address(home, home._replace(postcode="80331", city="munich")) is False
    assert same_address(home, Record(2, "b", street="oak road 5")) is None


def test_a_father_and_a_son_with_one_phone_are_not_certain():
    father = person(1, "hans", "berg", phones=frozenset({"+491"}))
    assert not is_certain(compare(father, person(2, "jens", "berg", phones=frozenset({"+491"}))))


def test_the_same_name_in_two_countries_is_not_certain():
    one = person(1, "dana", "berg", emails=frozenset({"d@x"}), country="DE")
    assert is_certain(compare(one, one))
    assert not is_certain(compare(one, one._replace(country="FR")))


def test_another_number_lowers_the_likelihood():
    one = person(1, "dana", "berg", identifiers=frozenset({"customer=1"}))
    evidence = compare(one, one._replace(identifiers=frozenset({"customer=2"})))
    assert weighed(0.9, evidence) == pytest.approx(0.9 / 1.9)
    assert weighed(1.0, evidence) < 1.0


def test_reasons_are_codes_strongest_first():
    one = person(1, "dana", "berg", emails=frozenset({"d@x"}), country="DE")
    other = one._replace(given="dina", name="dina berg", country="FR")
    assert compare(one, other).reasons == [["same", "email"], ["name", 0.85], ["different", "country"]]


def test_names_are_folded():
    assert folded(" Émile  O’Hara-Święs ") == "emile o hara swies"
    assert folded_company("Holzwerk Nord GmbH & Co. KG") == "holzwerk nord"
    assert folded_company("GmbH") == "gmbh"
    assert name_parts("Dana van Berg", "", "") == ("dana", "van berg")


def test_among_few_every_pair_is_compared():
    people = [person(n, "dana", "berg", emails=frozenset({"d@x"})) for n in (3, 1)]
    pairs = list(find_pairs_among_few([*people, person(2, "otto", "kahn")], least=0.5))
    assert [(pair.first, pair.second) for pair in pairs] == [(1, 3)]


def test_the_rules_cost_pages_nothing_heavy():
    program = (
        "import sys, twofold.science.matching.linkage, twofold.science.matching.few; "
        "print(*({'django', 'numpy', 'pandas', 'splink', 'duckdb'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
