"""A line of a file, read as a party: checked and in normal form, but not written yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from twofold.core.errors import BadInput
from twofold.core.plates import Row
from twofold.directory.actions.affiliations import require_order
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.directory.models.attribute_values import Kept
from twofold.directory.models.countries import country_code
from twofold.directory.models.names import clean_name, sort_name
from twofold.directory.models.normal_forms import (
    ADDRESS_PARTS,
    LONGEST,
    normal_address,
    normal_email,
    normal_phone,
    written_address,
)

Kind = ContactPoint.Kind
PHONES = (("phone", ""), ("mobile", "mobile"), ("fax", "fax"))
NO_PARTS = "{}"


class Point(NamedTuple):
    """A contact point to be; `parts` are JSON."""

    kind: str
    value: str
    normalized: str
    label: str
    parts: str


class Tie(NamedTuple):
    """An affiliation to be."""

    group_id: int
    kind: str
    role_title: str
    from_on: date | None
    to_on: date | None


@dataclass(slots=True)
class Draft:
    """A party to be."""

    number: int
    key: str
    kind: str
    name: str
    given_name: str = ""
    family_name: str = ""
    language: str = ""
    country: str = ""
    points: list[Point] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    attributes: Mapping[str, Kept] | None = None
    party_id: int = 0

    @property
    def sort_name(self) -> str:
        return sort_name(self.name)


def read_person(row: Row, country: str) -> Draft:
    """A person in a line; what ties them to groups is for the writer.

    :param country: whose national phone numbers are meant where the line names no country
    :raises BadInput: naming the field
    """
    values = row.values
    given, family = values.get("given_name", ""), values.get("family_name", "")
    name = values.get("name") or f"{given} {family}"
    draft = Draft(row.number, row.key, Party.Kind.PERSON, clean_name(name), given, family)
    require_order(values.get("from_on"), values.get("to_on"))
    return _reached(draft, values, country)


def read_organization(row: Row, country: str) -> Draft:
    """An organisation in a line. Raises as :func:`read_person`."""
    draft = Draft(row.number, row.key, Party.Kind.ORGANIZATION, clean_name(row.values["name"]))
    return _reached(draft, row.values, country)


def read_contact(row: Row, organization: Draft) -> Draft | None:
    """The contact person whom an organisation's line names, or None."""
    name = row.values.get("contact_name")
    if not name:
        return None
    draft = Draft(
        row.number, "", Party.Kind.PERSON, clean_name(name, "contact_name"), country=organization.country
    )
    email = row.values.get("contact_email")
    if email:
        draft.points.append(Point(Kind.EMAIL, email.strip(), normal_email(email), "", NO_PARTS))
    return draft


def contact_tie(row: Row, organization_id: int) -> Tie:
    """How the contact person of an organisation's line belongs to it."""
    return Tie(organization_id, Affiliation.Kind.CONTACT, row.values.get("contact_title", ""), None, None)


def _reached(draft: Draft, values: Mapping[str, object], country: str) -> Draft:
    draft.language = values.get("language", "")
    draft.country = country_code(values.get("country", ""))
    points = draft.points
    if email := values.get("email"):
        points.append(Point(Kind.EMAIL, email.strip(), normal_email(email), "", NO_PARTS))
    for name, label in PHONES:
        if number := values.get(name):
            normalized = phone_as_far_as_possible(number, draft.country or country, name)
            if all(point.normalized != normalized for point in points):
                points.append(Point(Kind.PHONE, number.strip(), normalized, label, NO_PARTS))
    if "street" in values or "city" in values:
        points.append(_address(values, draft.country))
    return draft


def _address(values: Mapping[str, object], country: str) -> Point:
    parts = {part: " ".join(values[part].split()) for part in ADDRESS_PARTS if part in values}
    if country:
        parts["country"] = country
    written = written_address(parts)[:LONGEST]
    return Point(Kind.ADDRESS, written, normal_address(parts), "", json.dumps(parts, ensure_ascii=False))


def phone_as_far_as_possible(text: str, country: str, field: str) -> str:
    """A phone number in E.164; one that no country has is kept by its digits, for old files are full of them.

    :raises BadInput: if it has fewer than three digits: then it is no number at all
    """
    try:
        return normal_phone(text, country)
    except BadInput as refusal:
        digits = "".join(char for char in text if char.isdigit())
        if len(digits) < 3:
            raise BadInput(refusal.sentence, field=field) from None
        return digits[:30]
