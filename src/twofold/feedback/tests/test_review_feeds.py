"""Feeds as they come: whole ones, and the sloppy ones that most are."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.factories import NOW
from twofold.core.egress import Answer
from twofold.feedback.actions.reviews import feeds, parse_apart
from twofold.feedback.actions.reviews.parse_feed import MOST, NotAFeed, parse_feed
from twofold.feedback.models import Review, ReviewSource

ADDRESS = "https://reviews.example/feed/"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>e1</id><title>5 &lt; 6</title>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sits <b>well</b></p></div></content>
<published>2026-11-14T08:00:00Z</published><updated>2026-11-15T08:00:00Z</updated>
<author><name>Eli</name><email>eli@home.example</email></author><link href="https://reviews.example/e1"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://reviews.example/1"><title>Fine</title>
<dc:creator>Dana</dc:creator><dc:date>2026-11-14</dc:date><dc:language>de</dc:language></item></rdf:RDF>"""


def rss(items, head="<?xml version='1.0'?>"):
    return f'{head}<rss version="2.0" xmlns:r="urn:r"><channel><title>T</title>{items}</channel></rss>'


def read(feed, **more):
    return parse_feed(feed if isinstance(feed, bytes) else feed.encode(), address=ADDRESS, **more)


def test_atom_is_read_with_names_and_moments():
    [entry] = read(ATOM)

    assert (entry.external_id, entry.author_name, entry.link) == ("e1", "Eli", "https://reviews.example/e1")
    assert (entry.title, entry.text) == ("5 < 6", "Sits well")
    assert entry.changed_at - entry.written_at == timedelta(days=1)


def test_rss_of_the_old_days_is_read():
    [entry] = read(RDF)

    assert (entry.title, entry.author_name, entry.language) == ("Fine", "Dana", "de")
    assert entry.written_at == datetime(2026, 11, 14, tzinfo=UTC)
    netscape = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "rss-0.91.dtd">'
    assert [one.title for one in read(rss("<item><title>Old</title></item>", netscape))] == ["Old"]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<![CDATA[<p>One leg</p><p>is <b>short</b></p><script>alert(1)</script>]]>", "One leg\n\nis short"),
        ("&lt;img src=x onerror=alert(1)&gt;Bad&lt;br&gt;Worse", "Bad\nWorse"),
        ("Caf&eacute;&nbsp;&amp; bar", "Café & bar"),
        ("Salt & pepper, <b>both", "Salt & pepper, both"),
        ("I &lt;3 it", "I <3 it"),
        ("<p>Not <i>escaped</i></p>", "Not escaped"),
    ],
)
def test_words_are_kept_and_no_markup(item, text):
    [entry] = read(rss(f"<item><guid>1</guid><description>{item}</description></item>"))

    assert entry.text == text


@pytest.mark.parametrize(
    ("head", "encoding", "content_type"),
    [
        ("", "cp1252", ""),
        ("<?xml version='1.0' encoding='iso-8859-1'?>", "utf-8", ""),
        ("<?xml version='1.0' encoding='utf-8'?>", "cp1252", "text/xml"),
        ("\ufeff<?xml version='1.0'?>", "utf-16-le", "application/rss+xml"),
        ("\n<?xml version='1.0'?>", "utf-8", "text/html; charset=utf-8"),
        ("", "iso-8859-15", "application/xml; charset=ISO-8859-15"),
    ],
)
def test_letters_are_right_whatever_the_encoding_is_said_to_be(head, encoding, content_type):
    feed = rss("<item><guid>1</guid><title>Größe é</title></item>", head).encode(encoding)

    [entry] = read(feed, content_type=content_type)

    assert entry.title == "Größe é"


@pytest.mark.parametrize(
    ("element", "stars"),
    [
        ("<r:rating>1/5</r:rating>", "1"),
        ("<stars>4,5</stars>", "4.5"),
        ('<r:starRating average="3.5" count="9"/>', "3.5"),
        ("<score>good</score><rating>0</rating>", "0"),
        ("<rating>NaN</rating>", None),
    ],
)
def test_stars_are_found_where_they_stand(element, stars):
    [entry] = read(rss(f"<item><guid>1</guid>{element}</item>"))

    assert entry.stars == (stars and Decimal(stars))


def test_links_are_completed_and_name_what_has_no_name():
    items = "<item><link>/a</link></item><item><link>b?x=1&amp;y=2</link></item><item><link>javascript:a()</link></item>"

    found = [(one.link, one.external_id) for one in read(rss(items))]

    whole = ["https://reviews.example/a", "https://reviews.example/feed/b?x=1&y=2", ""]
    assert found == [(link, link) for link in whole]


def test_a_name_in_an_address_is_found():
    [entry] = read(rss("<item><guid>1</guid><author>dana@home.example (Dana N.)</author></item>"))

    assert entry.author_name == "Dana N."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<rss>" + b"<a>" * 100,
        b"<rss><item><title>&#99999999999;",
        b'<!DOCTYPE r [<!ENTITY b "c">]><rss><item>',
        '\ufeff<!DOCTYPE r [<! entity b "c">]><rss><item>'.encode("utf-16-le"),
        '<?xml version="1.0" encoding="cp037"?><!DOCTYPE r [<!ENTITY b "c">]><rss><item>'.encode("cp037"),
        b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE r [+ADwAIQ-ENTITY b "c"+AD4-]+AD4-<rss><item>',
        rss("<item><guid>1</guid></item>" * (MOST + 1)).encode(),
    ],
)
def test_what_is_no_feed_is_refused_in_words(body):
    with pytest.raises(NotAFeed) as refused:
        read(body)

    assert refused.value.sentence


def test_sloppy_entries_are_each_taken_in_once(sales, monkeypatch):
    """All lead to one page, none has a name, and their dates are wrong or still to come."""
    source = ReviewSource.objects.create(
        unit=sales, kind="feed", name="Feed", address=ADDRESS, created_at=NOW
    )
    item = "<item><link>https://reviews.example/</link><title>{}</title><pubDate>{}</pubDate></item>"
    dates = ("Sun, 31 Feb 2026 99:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT", "2026-11-14 08:00", "")
    body = rss("".join(item.format(f"No. {n}", date) for n, date in enumerate(dates))).encode()
    monkeypatch.setattr(feeds, "request", lambda *asked, **more: Answer(200, {}, body))

    assert [feeds.read_feed(source, now=NOW + again * timedelta(days=1)) for again in range(2)] == [4, 0]

    written = dict(Review.objects.system("test").values_list("title", "written_at"))
    assert written.pop("No. 2") == datetime(2026, 11, 14, 8, tzinfo=UTC)
    assert written == {"No. 0": NOW, "No. 1": NOW, "No. 3": NOW}


def test_what_takes_too_long_is_given_up_and_holds_up_nobody(monkeypatch):
    def never_ends(*asked, **more):
        while True:
            pass

    monkeypatch.setattr(parse_apart, "parse_feed", never_ends)
    monkeypatch.setattr(parse_apart, "SECONDS", 0)

    with pytest.raises(NotAFeed):
        parse_apart.parse_apart(b"", address=ADDRESS, content_type="")


def test_what_takes_too_much_memory_dies_by_itself(monkeypatch):
    monkeypatch.setattr(parse_apart, "parse_feed", lambda *asked, **more: bytes(parse_apart.MEMORY))

    with pytest.raises(NotAFeed):
        parse_apart.parse_apart(b"", address=ADDRESS, content_type="")
