"""What the shell of the portal shows around every page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy

from twofold.accounts.queries.actors import held_by
from twofold.core.errors import NotVisible
from twofold.core.plates import house
from twofold.directory.queries.units import unit_tree

SIGN_IN = reverse_lazy("entrance:sign-in")
View = Callable[..., HttpResponse]


def in_portal(view: View) -> View:
    """A page for customers: who is not signed in comes to the portal's own entrance; a login without a person sees nothing."""

    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.actor.live or not request.actor.person_id:
            raise NotVisible
        return view(request, *args, **kwargs)

    page.login_url = SIGN_IN
    return page


def show(request: HttpRequest, template: str, place: str, context: dict, status: int = 200) -> HttpResponse:
    """Draw a page, or the named part of it that htmx asked for, in the shell of the portal."""
    return render(request, template, {"place": place, "portal": _around(request)} | context, status=status)


def _around(request: HttpRequest) -> dict[str, Any]:
    tree = unit_tree()
    roots = tree.roots
    return {
        "name": tree.names[roots[0]] if len(roots) == 1 else "Twofold",
        "home": reverse("portal:home"),
        "cases": reverse("portal:case-list"),
        "ask": reverse("portal:ask"),
        "help": reverse("portal:help-list"),
        "more": sorted(house().every("portal_navigation"), key=lambda item: item.order),
        "sign_out": reverse("entrance:sign-out"),
        "staff": "/" if any(held_by(request.user.pk)) else "",
    }
