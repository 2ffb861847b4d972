"""Contact points in one normal form each, so that the same address is found however it was written."""

import re
from collections.abc import Mapping
from functools import lru_cache

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.directory.models.names import sort_name

LONGEST = 300
LONGEST_LOCAL, LONGEST_DOMAIN = 64, 255
"""Of an e-mail address: RFC 5321, 4.5.3.1."""
SHORTEST_NUMBER = 5
"""Digits of a phone number behind its country code; fewer are an extension or a slip of the pen."""
E164 = re.compile(r"\+[1-9][0-9]{7,14}")
PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]{1,40}(?:\.[a-z0-9_+-]{1,40}){0,2}@(?:[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?\.){1,4}[a-z]{2,12}"
)
"""Addresses of which `EmailValidator` would approve, told a dozen times faster: a million rows want it."""
HANDLE = re.compile(r"([a-z0-9][a-z0-9_.-]{0,39}):\s*@?(\S(?:.*\S)?)")
ADDRESS_PARTS = ("street", "postcode", "city", "region", "country")
_validate_email = EmailValidator()


def normal_email(text: str) -> str:
    """An e-mail address in lower case. Mail systems may tell ``Eli@`` from ``eli@``; no real one does.

    :raises BadInput: if it is none (Django's `EmailValidator`)
    """
    address = text.strip().lower()
    if PLAIN_EMAIL.fullmatch(address):
        return address
    local, _at, domain = address.rpartition("@")
    try:
        _validate_email(address)
        is_one = len(local) <= LONGEST_LOCAL and len(domain) <= LONGEST_DOMAIN
    except ValidationError:
        is_one = False
    if not is_one:
        raise BadInput(
            _("“%(text)s” is not an e-mail address. It looks like name@example.org.") % {"text": text[:80]},
            field="email",
        )
    return address


def normal_phone(text: str, country: str = "") -> str:
    """A phone number in E.164, e.g. ``+4930123456``.

    :param country: ISO 3166 code of the country whose national numbers are meant when there is no ``+``
    :raises BadInput: if no such number is possible
    """
    text = text.strip()
    if E164.fullmatch(text) and _is_country_code(text[1:4]):
        return text
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not _is_possible(number):
        raise BadInput(
            _("“%(text)s” is not a phone number. Write it with its country code, such as +49 30 123456.")
            % {"text": text[:40]},
            field="phone",
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_handle(text: str) -> str:
    """A handle as ``network:name``, e.g. ``mastodon:eli@example.social``; the network and the name in lower case.

    :raises BadInput: if the network is missing
    """
    found = HANDLE.fullmatch(text.strip().lower())
    if not found:
        raise BadInput(_("Write a handle as network:name, such as linkedin:eli-hoffmann."), field="handle")
    return f"{found[1]}:{found[2]}"


def written_address(parts: Mapping[str, str]) -> str:
    """A postal address on one line: street, postcode city, region, country."""
    place = " ".join(filter(None, (parts.get("postcode"), parts.get("city"))))
    return ", ".join(filter(None, (parts.get("street"), place, parts.get("region"), parts.get("country"))))


def normal_address(parts: Mapping[str, str]) -> str:
    """A postal address for comparing: its parts without case, accents and punctuation."""
    folded = (re.sub(r"\W+", " ", sort_name(parts.get(part, ""))).strip() for part in ADDRESS_PARTS)
    return "|".join(folded)[:LONGEST]


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    digits = phonenumbers.national_significant_number(number)
    return len(digits) >= SHORTEST_NUMBER and phonenumbers.is_possible_number(number)


@lru_cache(maxsize=1024)
def _is_country_code(digits: str) -> bool:
    return any(int(digits[:size]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE for size in (1, 2, 3))
