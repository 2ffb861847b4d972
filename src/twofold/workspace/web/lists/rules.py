"""The rule builder: a form of rules and groups with a count that follows. It works without scripts: each button is a request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.core.plates import FieldKind
from twofold.directory.models import Party
from twofold.directory.queries.parties import found_ids
from twofold.ui.formats import number
from twofold.workspace.queries.lists.matching import COUNTED, matching
from twofold.workspace.queries.lists.shown import Shown, of_view
from twofold.workspace.web.lists.asked import list_url, read_list, who_asks
from twofold.workspace.web.lists.builder import drawn_group, stated_rules
from twofold.workspace.web.lists.heads import hidden_state

TEMPLATE = "workspace/web/lists/rules.html"
SUGGESTED = 10


@require_GET
def list_rules(request: HttpRequest, name: str) -> HttpResponse:
    """The rules of a list, to be changed; when they are applied, the list itself."""
    shown = read_list(request, name)
    asked = who_asks(request)
    rules = stated_rules(shown, request.GET, asked)
    if request.GET.get("do") == "apply":
        return redirect(list_url(shown.listed) + shown.address(rules=pruned(rules)))
    drawn = shown.address(rules=pruned(rules))
    context = {
        "type": shown.listed.type,
        "group": drawn_group(shown, rules, asked),
        "state": hidden_state(shown, "rules"),
        "rules_url": reverse("lists:rules", args=[name]),
        "count_url": reverse("lists:count", args=[name]) + drawn,
        "list_url": list_url(shown.listed),
        "cancel_url": list_url(shown.listed) + shown.address(),
        "clear_url": list_url(shown.listed) + shown.address(rules=of_view(shown.listed, shown.view).rules),
    }
    return render(request, TEMPLATE + ("#builder" if request.htmx else ""), context)


@require_GET
def list_count(request: HttpRequest, name: str) -> HttpResponse:
    """How many match, as a sentence."""
    shown = read_list(request, name)
    found = matching(shown, who_asks(request))
    return HttpResponse(count_sentence(found.count))


def count_sentence(count: int | None) -> str:
    """How many match, as far as they are counted."""
    if count is None:
        return _("more than %(n)s match") % {"n": number(COUNTED)}
    return ngettext("%(n)s matches", "%(n)s match", count) % {"n": number(count)}


@require_GET
def list_suggestions(request: HttpRequest, name: str, field: str) -> HttpResponse:
    """Parties, or other records, whose name begins like what was typed."""
    shown = read_list(request, name)
    wanted = shown.listed.fields.get(field)
    if wanted is None or wanted.kind is not FieldKind.PARTY:
        raise NotVisible
    typed = next((text.strip() for key, text in request.GET.items() if key.startswith("v.")), "")
    return render(request, TEMPLATE + "#suggestions", {"suggestions": _found(request, shown, wanted, typed)})


def _found(request: HttpRequest, shown: Shown, field, typed: str) -> list[tuple[int, str]]:
    if len(typed) < 2:
        return []
    if field.picker:
        return list(field.picker.find(typed, who_asks(request)))[:SUGGESTED]
    ids = found_ids(request.actor, typed)
    named = Party.objects.visible_to(request.actor, "name").filter(pk__in=ids)
    return list(named.order_by("sort_name", "pk").values_list("pk", "name")[:SUGGESTED])


def pruned(rules: dict) -> dict:
    """Rules without lines that were not filled in yet."""
    ((kind, parts),) = rules.items() if rules else (("all", []),)
    kept = [
        part if "field" in part else pruned(part)
        for part in parts
        if part.get("field") or "field" not in part
    ]
    kept = [part for part in kept if part]
    return {kind: kept} if kept else {}
