"""Names that come from outside."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twofold.files.queries.content_types import content_type_of
from twofold.files.queries.names import clean_name


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("report.pdf", "report.pdf"),
        ("Übersicht März.xlsx", "Übersicht März.xlsx"),
        ("\u200b.htaccess", "htaccess"),
        (".\u200bhtaccess", "htaccess"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("..", "file"),
        ("", "file"),
        (" . . ", "file"),
        ("in\0visible.txt", "invisible.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("con", "_con"),
        ("CON.txt", "_CON.txt"),
        ("co\u00adn.txt", "_con.txt"),
        ("\uff23\uff2f\uff2e", "_CON"),
        ("lpt1.", "_lpt1"),
        ("photo.jpg.exe", "photo.jpg.exe"),
        ('a<b>"c|d?*.txt', "a_b_c_d_.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        ("\uff0e\uff0e\uff0fetc\uff0fpasswd", "passwd"),
    ],
)
def test_a_name_is_cleaned_before_it_is_checked(given_name, cleaned):
    assert clean_name(given_name) == cleaned


def test_a_long_name_keeps_its_extension():
    name = clean_name("ä" * 300 + ".pdf")

    assert name.endswith("ä.pdf")
    assert len(name.encode()) <= 200


@given(st.text(max_size=400))
def test_whatever_the_name_it_is_harmless(name):
    cleaned = clean_name(name)

    assert cleaned
    assert len(cleaned.encode()) <= 205
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]', cleaned)
    assert not cleaned.startswith(".")
    assert not cleaned.endswith(".")
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize(
    ("beginning", "told"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04 xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04 other", "application/zip"),
        (b"name,city\nAnna,Berlin\n", "text/plain"),
        ("Name;Ort\nJürgen;Köln".encode("latin-1"), "text/plain"),
        (b"<html><script>alert(1)</script>", "text/plain"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "text/plain"),
        (b"MZ\x90\x00\x03", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_type_is_told_by_content(beginning, told):
    assert content_type_of(beginning) == told
