"""The components as template tags, each named like its template in `ui/components`. docs/ui.md lists them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from twofold.core.plates import house
from twofold.ui import avatars, chips, figures, formats
from twofold.ui.assets import asset_url, icon_svg
from twofold.ui.prose import prose
from twofold.ui.undo import acts_of

MAIL_STYLE = Path(__file__).resolve().parent.parent / "mail" / "mail.css"

register = template.Library()
for _format in (
    formats.number,
    formats.compact,
    formats.percent,
    formats.score,
    formats.money,
    formats.when,
    formats.ago,
    formats.in_words,
):
    register.filter(_format.__name__, _format)

register.filter("acts_of", acts_of)
register.filter("prose", prose)


@register.simple_tag
@lru_cache(maxsize=1)
def mail_style() -> SafeString:
    """The looks of our mails, in the mail itself: nothing is fetched by whoever reads one."""
    looks = SafeString(MAIL_STYLE.read_text(encoding="utf-8"))  # nosec B703 B308: our own file
    return format_html("<style>{}</style>", looks)


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: ``{% asset "app.css" %}``."""
    return asset_url(name)


register.simple_tag(icon_svg, name="icon")


# The small ones, written here because they stand in loops, where a template for each would be slow.


@register.simple_tag
def chip(label: str, tone: str = "plain", icon: str = "") -> SafeString:
    """A label with an icon; tones: plain, hollow, info, good, warn, bad, note, internal, external."""
    if isinstance(label, SafeString):
        return _drawn_chip(label, tone, icon_svg(icon) if icon else "")
    return _chip(str(label), tone, icon_svg(icon) if icon else "")


@lru_cache(maxsize=2_000)
def _chip(label: str, tone: str, drawing: str) -> SafeString:
    return _drawn_chip(label, tone, drawing)


def _drawn_chip(label: str, tone: str, drawing: str) -> SafeString:
    return format_html('<span class="chip is-{}">{}{}</span>', tone, drawing, label)


def _chip_from(looks: dict, word: object) -> SafeString:
    look = chips.look_up(looks, word)
    return chip(look.label, look.tone, look.icon)


@register.simple_tag
def side_chip(side: str) -> SafeString:
    """Internal or external, in its color."""
    return _chip_from(chips.SIDES, side)


@register.simple_tag
def standing_chip(standing: str) -> SafeString:
    """current, past, potential, competitor, non_customer."""
    return _chip_from(chips.STANDINGS, standing)


@register.simple_tag
def state_chip(state: str) -> SafeString:
    """The state of a case, promise, expectation, job or imported row: the words of `ui.chips.STATES`."""
    return _chip_from(chips.STATES, state)


@register.simple_tag
def level_chip(level: int) -> SafeString:
    """What someone may do in a unit: 1 view, 2 work, 3 lead."""
    return _chip_from(chips.LEVELS, level)


@register.simple_tag
def avatar(name: str, kind: str = "person", size: str = "") -> SafeString:
    """The sign of a party; kinds: person, organization, unit, unknown; sizes: small, large."""
    return _sign(str(name), str(kind), size, icon_svg("user"))


@lru_cache(maxsize=4_000)
def _sign(name: str, kind: str, size: str, of_this_build: SafeString) -> SafeString:
    look = chips.look_up(chips.PARTY_KINDS, kind)
    if look.icon == "user" and name:
        content, tone = avatars.initials(name), f"tone-{avatars.tone(name)}"
    else:
        content, tone = icon_svg(look.icon), "is-thing"
    return format_html(
        '<span class="sign {} {}" aria-hidden="true">{}</span>', tone, size and f"is-{size}", content
    )


@register.simple_tag
def unchanging(name: str) -> SafeString:
    """A template without any context, the same on every page: drawn once for each language and build of the assets."""
    return _unchanging(name, get_language() or "", asset_url("app.css"))


@lru_cache(maxsize=200)
def _unchanging(name: str, language: str, of_this_build: str) -> SafeString:
    return render_to_string(name)


@register.simple_tag
def record_url(name: str, pk: int) -> str:
    """What ``{% url name pk %}`` gives, for long loops: the address is worked out once, not for every line."""
    before, after = _around_number(name)
    return f"{before}{pk}{after}"


@lru_cache(maxsize=200)
def _around_number(name: str) -> tuple[str, str]:
    before, _number, after = reverse(name, args=[987_654_321]).partition("987654321")
    return before, after


@register.simple_tag
def options(choices: Iterable[tuple[object, object]], chosen: object = None) -> SafeString:
    """The options of a ``<select>``: pairs of value and label, one of them chosen; for choices in groups use a form."""
    written = tuple((str(value), str(label)) for value, label in choices)
    return _options(written, "" if chosen is None else str(chosen))


@lru_cache(maxsize=200)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    selected = SafeString(" selected")  # nosec B703 B308: our own word
    marked = ((value, selected if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)


# Those with a template of their own.


@register.simple_tag
def field(bound) -> SafeString:
    """One field of a Django form with label, help and errors."""
    return bound.as_field_group()


@register.inclusion_tag("ui/components/form.html")
def form(form, submit="", action="", cancel_url="", method="post", tone="primary") -> dict:
    """A whole form with its buttons."""
    return locals()


@register.inclusion_tag("ui/components/button.html")
def button(
    label, icon="", url="", tone="plain", size="", dialog="", name="", value="", type="submit"
) -> dict:
    """A button, or a link that looks like one if it has a `url`; tones: primary, plain, quiet, danger."""
    return locals()


@register.inclusion_tag("ui/components/empty.html")
def empty(sentence, icon="inbox", hint="", action="", url="", second_action="", second_url="") -> dict:
    """What an empty page says: what would stand here, and what to do next."""
    return locals()


@register.inclusion_tag("ui/components/figure.html")
def figure(figure) -> dict:
    """One honest number (`ui.shapes.Figure`)."""
    how = figure["format"] if isinstance(figure, dict) else figure.format
    value = figure["value"] if isinstance(figure, dict) else figure.value
    return {"figure": figure, "written": figures.written(value, how), "interval": figures.interval_of(figure)}


@register.inclusion_tag("ui/components/standing_bar.html")
def standing_bar(counts, label="") -> dict:
    """How many customers stand where (`ui.shapes.StandingCount`), as one bar with its numbers."""
    segments = figures.stacked(counts)
    for segment in segments:
        standing = (
            segment["count"]["standing"] if isinstance(segment["count"], dict) else segment["count"].standing
        )
        segment["look"] = chips.look_up(chips.STANDINGS, standing)
        segment["standing"] = standing
    return {"segments": segments, "label": label}


@register.inclusion_tag("ui/components/table_head.html")
def table_head(columns, actions=False, selectable=False) -> dict:
    """The head row of a table (`ui.shapes.Column`)."""
    return locals()


@register.inclusion_tag("ui/components/pager.html")
def pager(newer_url="", older_url="", newer="", older="", shown="") -> dict:
    """Links to the pages before and after in a keyset list."""
    return locals()


@register.inclusion_tag("ui/components/lazy_panel.html")
def lazy_panel(title, url, icon="", side="", lines=3) -> dict:
    """A panel that htmx fetches after the page: the answer replaces it whole, so it is a panel itself."""
    return {**locals(), "lines": range(lines)}


@register.inclusion_tag("ui/components/record_tools.html")
def record_tools(kind, pk) -> dict:
    """What rooms above offer in a record's head, each by its own address: watching it, for instance."""
    return {"urls": [reverse(panel.url_name, args=[pk]) for panel in house().panels(f"{kind}-tools")]}


@register.inclusion_tag("ui/components/present.html")
def present(kind, pk, editing=False) -> dict:
    """Who else is on the page of a record (``party``, ``unit``, ``case``): whatever rooms put into the slot of its head."""
    panels = house().panels(f"{kind}-head")
    return {"urls": [reverse(panel.url_name, args=[pk]) for panel in panels], "editing": editing}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(tabs, label) -> dict:
    """Views of one record or list: dicts of label, url, active, count, icon."""
    return locals()


@register.inclusion_tag("ui/components/timeline.html")
def timeline(entries) -> dict:
    """What happened, newest first (`ui.shapes.TimelineEntry`)."""
    return locals()


@register.inclusion_tag("ui/components/progress.html")
def progress(label, value=None, maximum=100, text="", state="running") -> dict:
    """How far long work has come; without a value it only says that it runs."""
    return locals()


@register.inclusion_tag("ui/components/stepper.html")
def stepper(steps, label) -> dict:
    """Where one is in work of several steps (`ui.shapes.Step`)."""
    return locals()


@register.inclusion_tag("ui/components/definition.html")
def definition(title, text, url="") -> dict:
    """A question mark that opens what a word or figure means."""
    return locals()


@register.inclusion_tag("ui/components/key_facts.html")
def key_facts(facts, layout="") -> dict:
    """Labels and values (`ui.shapes.Fact`); layouts: stacked (default), inline."""
    return locals()


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(crumbs) -> dict:
    """The way here: dicts of label and url; the page itself is not one of them."""
    return locals()


@register.inclusion_tag("ui/components/alert.html")
def alert(text, tone="info", title="", action="", url="", dismissible=False) -> dict:
    """A sentence above a page's content; tones: info, good, warn, bad, note."""
    return {**locals(), "icon": ALERT_ICONS[tone]}


ALERT_ICONS = {
    "info": "info-circle",
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
    "note": "lock",
}


@register.inclusion_tag("ui/components/confirm.html")
def confirm(id, title, text, action, submit, tone="danger", name="", value="") -> dict:
    """A dialog that asks before it posts to `action`; opened by ``{% button … dialog=id %}``."""
    return locals()


@register.inclusion_tag("ui/components/avatar_stack.html")
def avatar_stack(names, most=3) -> dict:
    """Several people as overlapping signs, all of their names spoken; those beyond `most` as a number."""
    names = [str(name) for name in names]
    return {"shown": names[:most], "more": max(len(names) - most, 0), "label": ", ".join(names)}


@register.inclusion_tag("ui/components/segmented.html")
def segmented(choices, label) -> dict:
    """A row of choices, one of them taken: dicts of label, icon, active, and url or name and value."""
    return locals()


@register.inclusion_tag("ui/components/tag_input.html")
def tag_input(name, label, value="", suggestions=(), help="") -> dict:
    """A field for several words, drawn as chips; it sends them with commas between."""
    return locals()


@register.inclusion_tag("ui/components/chart.html")
def chart(id, title, option, columns=(), rows=(), height="medium", definition="") -> dict:
    """An ECharts option drawn on a canvas, with its numbers as a table. The page loads charts.js in block `scripts`."""
    return locals()


# Those that stand around content: {% panel … %} … {% endpanel %}.


def _around(name: str, content: str, options: dict) -> SafeString:
    return render_to_string(f"ui/components/{name}.html", {**options, "content": content})


@register.simple_block_tag
def panel(
    content, title="", count=None, icon="", side="", url="", link="", tone="", flush=False, id=""
) -> SafeString:
    """A titled surface; `flush` lets a table or list reach its edges."""
    return _around("panel", content, locals())


@register.simple_block_tag
def record_header(content, name, kind="person", subtitle="", facts=(), id="") -> SafeString:
    """The top of a record: sign, name, chips (the content), key facts."""
    return _around("record_header", content, locals())


@register.simple_block_tag
def menu(content, label, icon="dots-vertical", text="", tone="quiet") -> SafeString:
    """A menu of links and buttons (the content, as <li>); `text` is shown, else `label` is only spoken."""
    return _around("menu", content, locals())


@register.simple_block_tag
def popover(content, label, icon="dots-vertical", text="", tone="plain", is_open=False) -> SafeString:
    """A button that opens a small surface with anything on it; `text` is shown, else `label` is only spoken."""
    return _around("popover", content, locals())


@register.simple_block_tag
def drawer(content, id, title) -> SafeString:
    """A panel that slides in from the end of the line; opened by ``{% button … dialog=id %}``."""
    return _around("drawer", content, locals())


@register.simple_block_tag
def filters(content, action="", chosen=(), clear_url="", label="") -> SafeString:
    """A bar of filters (the content: labels and selects); `chosen` are dicts of label, value, remove_url."""
    return _around("filters", content, locals())


@register.simple_block_tag
def mirror_side(content, side, title="", url="") -> SafeString:
    """One half of the mirror: internal on the left, external on the right, inside ``<div class="mirror">``."""
    return _around("mirror_side", content, {**locals(), "look": chips.SIDES[side]})


@register.inclusion_tag("ui/components/mirror_chain.html")
def mirror_chain(links, title="", empty="") -> dict:
    """What joins the halves: dicts of internal, external, count, url."""
    return locals()


@register.simple_block_tag
def table(content, label) -> SafeString:
    """A table that scrolls by itself on a phone; the content is thead and tbody."""
    return _around("table", content, locals())
