"""The list of parties."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.plates import house
from twofold.directory.models import Party
from twofold.directory.models.countries import country_names
from twofold.directory.queries.parties import ORDERS, PartyFilters, found_ids, party_page
from twofold.directory.web.forms import unit_choices
from twofold.ui.shapes import Column

OFFERED = 12
COLLEAGUE = "colleague"
KINDS = {**dict(Party.Kind.choices), COLLEAGUE: gettext_lazy("Colleague")}


@require_GET
def party_list(request: HttpRequest) -> HttpResponse:
    """Everyone whose name the asker may know, filtered, by name or the newest first."""
    filters, asked = read_filters(request), request.GET
    countries = country_names(get_language() or "en")
    page = party_page(
        request.actor, filters, token=asked.get("page", ""), day=timezone.now().date(), countries=countries
    )
    query, units = query_of(filters), unit_choices(request.actor, Level.VIEW)
    context = {
        "page": page,
        "filters": filters,
        "kinds": KINDS.items(),
        "countries": countries,
        "units": units,
        "more_filters": [(one, one.choices(), filters.more.get(one.name, "")) for one in list_filters()],
        "chosen": chosen(filters, query, units),
        "columns": columns(filters, query),
        "may_add": bool(request.actor.units(Level.WORK)),
        "before_url": address(query | {"page": page.before}) if page.before else "",
        "after_url": address(query | {"page": page.after}) if page.after else "",
    }
    return render(request, "directory/web/parties/party_list.html", context)


@require_GET
def party_options(request: HttpRequest) -> HttpResponse:
    """Organisations whose name begins like what was typed, for a field that suggests."""
    text = request.GET.get("organization", "").strip()
    ids = found_ids(request.actor, text) if len(text) > 1 else []
    organizations = visible_list(Party, request.actor).filter(pk__in=ids, kind=Party.Kind.ORGANIZATION)
    return render(
        request,
        "directory/web/parties/party_options.html",
        {"options": organizations.order_by("sort_name", "pk")[:OFFERED]},
    )


def read_filters(request: HttpRequest) -> PartyFilters:
    """The filters that an address states; what it does not understand it leaves out."""
    asked = request.GET
    unit, kind, order = asked.get("unit", ""), asked.get("kind", ""), asked.get("order", "")
    country = asked.get("country", "").upper()
    return PartyFilters(
        text=asked.get("q", "").strip(),
        kind=kind if kind in KINDS else "",
        country=country if country in country_names() else "",
        unit_id=int(unit) if unit.isascii() and unit.isdecimal() and len(unit) < 19 else None,
        more={one.name: asked[one.name] for one in list_filters() if asked.get(one.name)},
        side=request.shown_side,
        order=order if order in ORDERS else "name",
    )


def query_of(filters: PartyFilters) -> dict[str, str]:
    """The filters as the address states them."""
    said = {
        "q": filters.text,
        "kind": filters.kind,
        "country": filters.country,
        "unit": filters.unit_id,
        **filters.more,
        "order": "" if filters.order == "name" else filters.order,
    }
    return {name: str(value) for name, value in said.items() if value}


def address(query: dict[str, str]) -> str:
    return "?" + urlencode(query)


def chosen(
    filters: PartyFilters, query: dict[str, str], units: list[tuple[int, str]]
) -> list[dict[str, str]]:
    """The filters in force, each with the address without it."""
    words = {
        "q": (_("Search"), filters.text),
        "kind": (_("Kind"), KINDS.get(filters.kind, "")),
        "country": (_("Country"), country_names(get_language() or "en").get(filters.country, "")),
        "unit": (_("Known to"), dict(units).get(filters.unit_id, "").strip()),
    }
    for one in list_filters():
        said = dict(one.choices()).get(filters.more.get(one.name, ""), "")
        words[one.name] = (one.label, said)
    return [
        {
            "label": words[name][0],
            "value": words[name][1],
            "remove_url": address({key: value for key, value in query.items() if key != name}),
        }
        for name in query
        if name in words
    ]


def columns(filters: PartyFilters, query: dict[str, str]) -> list[Column]:
    """The head of the table."""
    by_name = query_of(replace(filters, order="name"))
    newest = query_of(replace(filters, order="newest"))
    return [
        Column(
            label=_("Name"),
            url=address(by_name),
            sorted="ascending" if filters.order == "name" else "",
        ),
        Column(label=_("Belongs to"), wide_only=True),
        Column(label=_("E-mail"), wide_only=True),
        Column(label=_("Phone"), wide_only=True),
        Column(label=_("Country"), wide_only=True),
        Column(
            label=_("Since"),
            url=address(newest),
            sorted="descending" if filters.order == "newest" else "",
            numeric=True,
            wide_only=True,
        ),
    ]


def list_filters() -> list:
    """The filters that other rooms add to this list."""
    return [one for one in house().every("list_filters") if one.slot == "party"]
