"""Cards of an address book are read as people; a damaged one costs only itself."""

from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.stated import Stated, plan_for
from twofold.workspace.queries.tables import find_shape, open_table

CARDS = """BEGIN:VCARD
VERSION:3.0
UID:7
FN:Ada Byron
N:Byron;Ada;;;
EMAIL;TYPE=INTERNET:ada@engine.example
TEL;TYPE=WORK,VOICE:+44 20 7946 0958
TEL;TYPE=CELL:+44 7700 900123
ORG:Engine Ltd;Notes
TITLE:Analyst
ADR;TYPE=WORK:;;1 St James's Sq;London;;SW1Y 4JU;United Kingdom
PHOTO;ENCODING=b:AAAA
 BBBB
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN;X=":Broken
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Zoë Ray
N:Ray;Zoë;;;
EMAIL:zoe@ray.example
TEL;VALUE=uri;TYPE=cell:tel:+4915123456789
END:VCARD
"""


def test_cards_are_rows_of_people(tmp_path):
    path = tmp_path / "book.vcf"
    path.write_text(CARDS, encoding="utf-8")
    with open_table(path, find_shape(path)) as table:
        rows = {
            number: (dict(zip(table.headers, cells, strict=False)), wrong)
            for number, cells, wrong in table.lines
        }
    ada, wrong = rows[1]
    assert wrong == ""
    assert (ada["name"], ada["given name"], ada["family name"]) == ("Ada Byron", "Ada", "Byron")
    assert (ada["email"], ada["phone"]) == ("ada@engine.example", "+44 20 7946 0958")
    assert (ada["mobile"], ada["organization"], ada["title"]) == ("+44 7700 900123", "Engine Ltd", "Analyst")
    assert (ada["city"], ada["postcode"], ada["country"]) == ("London", "SW1Y 4JU", "United Kingdom")
    zoe, wrong = rows[19]
    assert (zoe["name"], zoe["mobile"], wrong) == ("Zoë Ray", "+4915123456789", "")


def test_a_damaged_card_is_named_by_its_line(tmp_path):
    path = tmp_path / "book.vcf"
    path.write_text(CARDS, encoding="utf-8")
    with open_table(path, find_shape(path)) as table:
        wrong = {number: wrong for number, _cells, wrong in table.lines if wrong}
    assert wrong == {15: "This card cannot be read. Save it anew as vCard 3.0 or 4.0."}


def test_its_columns_are_proposed(sales, tmp_path):
    path = tmp_path / "book.vcf"
    path.write_text(CARDS, encoding="utf-8")
    plan, _glance = plan_for(path, record_type_named("people"), sales, Stated())
    assert plan.mapping["given name"] == "given_name"
    assert plan.mapping["title"] == "role_title"
