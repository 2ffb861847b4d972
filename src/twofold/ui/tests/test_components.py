"""The components draw what they are given, and nothing that the content policy would block."""

import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError

from twofold.ui.assets import MANIFEST
from twofold.ui.shapes import Column, Figure, StandingCount, TimelineEntry

PACKAGE = Path(__file__).resolve().parents[2]
ICONS = set((PACKAGE.parents[1] / "frontend" / "icons.txt").read_text().split())


def draw(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@pytest.fixture
def style_page(client, chidi) -> str:
    client.force_login(chidi)
    return client.get("/ui/").content.decode()


@pytest.mark.django_db
def test_the_style_page_carries_no_style_and_no_script_of_its_own(style_page):
    assert 'class="mirror"' in style_page
    assert not re.search(r"\sstyle=|\son[a-z]+=|hx-on|javascript:|<style", style_page)
    inline = re.findall(r"<script(?![^>]* src=)[^>]*>", style_page)
    assert all('type="application/json"' in script for script in inline)


@pytest.mark.django_db
def test_the_style_page_is_for_builders_only(client, amina):
    client.force_login(amina)
    assert client.get("/ui/").status_code == 404


def test_every_template_keeps_to_the_content_policy():
    for template in PACKAGE.rglob("*.html"):
        found = re.search(
            r"\sstyle=|\sonclick=|\sonchange=|hx-on|<style", template.read_text(encoding="utf-8")
        )
        assert not found, f"{template}: {found[0]}"


def test_every_class_is_one_that_the_styles_know():
    styles = MANIFEST.parent / json.loads(MANIFEST.read_text())["app.css"]
    known = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", styles.read_text(encoding="utf-8"))) | {"chart"}
    for template in PACKAGE.rglob("*.html"):
        source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", template.read_text(encoding="utf-8"))
        used = {
            name
            for value in re.findall(r'\sclass="([^"]*)"', source)
            for name in value.split()
            if "\0" not in name
        }
        assert sorted(used - known) == [], template


def test_every_icon_that_is_drawn_is_in_the_sprite():
    used = set()
    for file in [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]:
        used |= set(
            re.findall(r"""(?:\{% icon |\bicon=)["']([a-z0-9-]+)["']""", file.read_text(encoding="utf-8"))
        )
    assert not used - ICONS, "add these to frontend/icons.txt"


def test_the_icons_are_listed_once_and_in_order():
    listed = (PACKAGE.parents[1] / "frontend" / "icons.txt").read_text().split()
    assert listed == sorted(set(listed))


def test_a_side_is_told_by_word_icon_and_color():
    drawn = draw("{% side_chip 'internal' %}")
    assert "is-internal" in drawn
    assert "#building" in drawn
    assert "Internal" in drawn


def test_a_word_nobody_described_is_shown_as_it_is():
    assert "Somewhere else" in draw("{% state_chip 'Somewhere else' %}")


def test_the_competitor_s_customer_is_recognized_however_it_is_spelled():
    assert draw('{% standing_chip "competitor\'s" %}') == draw("{% standing_chip 'competitor' %}")


def test_a_person_is_told_by_initials_and_a_unit_by_its_sign():
    assert ">DB<" in draw("{% avatar 'Dana van Buy' %}")
    assert "#sitemap" in draw("{% avatar 'Logistics' 'unit' %}")


def test_what_someone_typed_is_escaped():
    drawn = draw(
        "{% chip name %}{% avatar name %}{% panel title=name %}{{ name }}{% endpanel %}", name="<script>"
    )
    assert "<script>" not in drawn


def test_too_few_answers_show_no_number():
    drawn = draw("{% figure one %}", one=Figure(label="NPS", value=12, n=3, format="score", state="few"))
    assert "Not enough answers" in drawn
    assert "12" not in drawn


def test_a_figure_tells_its_n_and_its_interval():
    one = Figure(label="Repeat rate", value=0.656, low=0.643, high=0.668, n=5830, format="percent")
    drawn = draw("{% figure one %}", one=one)
    assert "66%" in drawn
    assert "n = 5,830" in drawn
    assert "between 64% and 67%" in drawn
    assert 'x="64.3%" y="3" width="2.5%"' in drawn


def test_the_standing_bar_has_no_gap():
    counts = [StandingCount(standing="current", n=3), StandingCount(standing="past", n=1)]
    drawn = draw("{% standing_bar counts %}", counts=counts)
    assert 'class="standing-current" x="0.0%" width="75.0%"' in drawn
    assert 'class="standing-past" x="75.0%" width="25.0%"' in drawn


def test_a_note_says_that_it_is_never_sent(django_now):
    drawn = draw(
        "{% timeline entries %}",
        entries=[TimelineEntry(sentence="A note", when=django_now, body="Psst", kind="note")],
    )
    assert "never sent to the customer" in drawn
    assert "#lock" in drawn


def test_a_sorted_column_says_so():
    drawn = draw("{% table_head columns %}", columns=[Column(label="Name", url="?s=n", sorted="descending")])
    assert 'aria-sort="descending"' in drawn


def test_a_misspelled_parameter_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="titel"):
        draw("{% panel titel='Cases' %}{% endpanel %}")


@pytest.fixture
def django_now():
    from django.utils import timezone

    return timezone.now()
