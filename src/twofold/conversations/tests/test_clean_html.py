"""HTML of mails can be looked at, and does nothing."""

import re
import time

import pytest

from twofold.conversations.channels.mail.clean import plain_text, remote_pictures, safe_html

HOSTILE = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg><script>alert(1)</script></svg><svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jav&#x09;ascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<iframe src="https://evil.test"></iframe><object data="https://evil.test"></object>',
    '<form action="https://evil.test"><input name=password></form>',
    '<meta http-equiv=refresh content="0;url=https://evil.test"><base href="https://evil.test">',
    '<link rel=stylesheet href="https://evil.test/x.css"><style>@import "https://evil.test"</style>',
    '<p style="background:url(https://evil.test/x)">x</p>',
    '<table background="https://evil.test/x"><tr><td>x</td></tr></table>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<img srcset="https://evil.test/x 1x"><video poster="https://evil.test/x"></video>',
    '<img src="//evil.test/x"><img src="https://evil.test/x">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    "</body></html><script>alert(1)</script>",
)


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_in_it_runs_fetches_or_sends(source):
    document = safe_html(source).document
    body = document.partition("<body>")[2]

    assert not re.search(r"<(script|svg|iframe|object|form|input|meta|base|link|style|math|video)\b", body)
    tags = re.findall(r"<[^>]+>", body)
    assert not any(
        re.search(r"\son\w+\s*=|javascript:|\ssrc(set)?=|\sstyle=|background=|poster=", tag) for tag in tags
    )
    assert "default-src 'none'" in document


def test_pictures_elsewhere_are_held_back_until_asked_for():
    source = '<p>Hi<img src="https://shop.example/a.png"><img src="cid:logo"><img src="data:image/png;base64,AA=="></p>'

    unasked = safe_html(source, inline={"logo": "data:image/png;base64,BB=="})
    asked = safe_html(source, fetched={"https://shop.example/a.png": "/pictures/7/"})

    assert unasked.held_back == 1
    assert "shop.example" not in unasked.document
    assert "base64,BB==" in unasked.document and "base64,AA==" in unasked.document
    assert 'src="/pictures/7/"' in asked.document
    assert remote_pictures(source) == ("https://shop.example/a.png",)


def test_links_open_elsewhere_and_tell_nobody_where_from():
    document = safe_html('<a href="https://shop.example/x" target="_top">x</a>').document

    assert 'href="https://shop.example/x"' in document
    assert 'target="_blank"' in document and "noreferrer" in document and "_top" not in document


def test_the_words_of_a_mail_that_is_only_html():
    source = (
        "<style>p{}</style><p>Dear Amina,</p><p>It &lt;3 arrived.<br>Thanks</p>"
        "<blockquote><p>On its way</p><blockquote>Where?</blockquote></blockquote>"
    )

    assert plain_text(source) == "Dear Amina,\n\nIt <3 arrived.\nThanks\n\n> On its way\n\n>> Where?"


WILD = {
    "deep": "<div>" * 60_000,
    "deep quotations": "<blockquote><p>" * 30_000,
    "ampersands": "&amp;" * 80_000,
    "attributes": "<p " + " ".join(f"a{number}=b" for number in range(40_000)) + ">",
    "attributes with slashes": "<p " + "/".join(f"a{number}" for number in range(40_000)) + ">",
    "spaces": "<p " + " " * 5_000 + "/ " * 5_000 + "\n" * 5_000 + "x",
    "open quotes": '<p "' * 100_000,
    "paragraphs": "<p>x" * 100_000,
}


@pytest.mark.parametrize("source", WILD.values(), ids=WILD)
def test_html_made_to_cost_time_costs_little(source):
    began = time.process_time()

    document, words = safe_html(f"before {source}").document, plain_text(f"before {source}")

    assert time.process_time() - began < 5
    assert "before" in document and words.startswith("before")


def test_pictures_that_stand_in_the_mail_itself_are_no_reason_to_make_it_text():
    picture = "data:image/png;base64," + "iVBORw0/" * 20_000

    assert picture in safe_html(f'<p>Look<img src="{picture}"></p>').document
