"""Articles in the portal, and those for everyone without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.accounts.actions.tries import Limit, claim_try
from twofold.accounts.queries.devices import network_of
from twofold.cases.actions.articles import rate_article
from twofold.cases.models import Article
from twofold.cases.portal.context import in_portal, show
from twofold.cases.queries.articles import find_articles
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import ActingSide, Actor
from twofold.directory.queries.units import unit_tree

FOLDER = "cases/portal/help/"
SHOWN = 50
ANYONE = Actor(side=ActingSide.LINK)
"""Whoever reads without signing in: what is published for everyone, and nothing else."""


@in_portal
@require_GET
def suggestions(request: HttpRequest) -> HttpResponse:
    """Articles that may answer what is being typed."""
    typed = request.GET.get("title", "")[:200]
    articles = find_articles(request.actor, typed) if len(typed.strip()) > 3 else []
    return render(request, f"{FOLDER}suggestions.html", {"articles": articles})


@in_portal
@require_GET
def help_list(request: HttpRequest) -> HttpResponse:
    """All that one may read, or what a search finds."""
    return show(request, f"{FOLDER}help_list.html", "help", _listed(request, request.actor))


@in_portal
@require_GET
def help_article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article."""
    context = {
        "article": get_visible(Article, request.actor, pk),
        "rate": reverse("portal:help-rate", args=[pk]),
    }
    return show(request, f"{FOLDER}help_article.html", "help", context)


@in_portal
@require_POST
def help_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether it helped."""
    return _rate(request, request.actor, pk, "portal:help-article")


@login_not_required
@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """What is published for everyone."""
    return render(request, f"{FOLDER}help_list.html", _public() | _listed(request, ANYONE))


@login_not_required
@require_GET
def public_article(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them."""
    context = {"article": get_visible(Article, ANYONE, pk), "rate": reverse("cases:help-rate", args=[pk])}
    return render(request, f"{FOLDER}help_article.html", _public() | context)


@login_not_required
@require_POST
def public_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether it helped."""
    return _rate(request, ANYONE, pk, "cases:help-article")


def _listed(request: HttpRequest, actor: Actor) -> dict:
    asked = request.GET.get("q", "").strip()
    if asked:
        articles = find_articles(actor, asked, SHOWN)
    else:
        articles = visible_list(Article, actor).order_by("-times_helped", "title", "pk")[:SHOWN]
    return {"articles": articles, "asked": asked}


def _public() -> dict:
    """The shell of the portal for whoever is not signed in."""
    tree = unit_tree()
    home = reverse("portal:home")
    name = tree.names[tree.roots[0]] if len(tree.roots) == 1 else "Twofold"
    return {"place": "help", "portal": {"name": name, "home": home, "help": reverse("cases:help-list")}}


def _rate(request: HttpRequest, actor: Actor, pk: int, back: str) -> HttpResponse:
    article = get_visible(Article, actor, pk)
    claim_try([Limit(("article", pk, network_of(request)), free=3)], now=timezone.now())
    rate_article(article, helped="yes" in request.POST, actor=actor)
    messages.success(request, _("Thank you, that helps us to write better ones."))
    return redirect(back, pk)
