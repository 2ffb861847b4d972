"""Articles: reading, writing and publishing them."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twofold.cases.actions.articles import (
    add_article,
    audience_of,
    edit_article,
    publish_article,
)
from twofold.cases.models import Article
from twofold.cases.queries.articles import find_articles
from twofold.cases.web.articles.forms import ArticleForm
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import DomainError, NotAllowed
from twofold.core.paging import keyset_page
from twofold.directory.access import require_staff
from twofold.directory.queries.units import unit_tree

FOLDER = "cases/web/articles/"
FOUND = 30
FIELDS = ("title", "body", "audience", "language")


@require_GET
def article_list(request: HttpRequest) -> HttpResponse:
    """All that one may read, drafts of one's units first; or what a search finds."""
    require_staff(request.actor)
    asked = request.GET.get("q", "").strip()
    context = {"asked": asked, "may_write": bool(_units(request.actor))}
    if asked:
        context["articles"] = find_articles(request.actor, asked, FOUND)
    else:
        which = Q(published_at=None) if request.GET.get("state") == "drafts" else Q()
        rows = visible_list(Article, request.actor).filter(which).select_related("unit__party")
        token = request.GET.get("page", "")
        page = keyset_page(rows, order=("changed_at", "pk"), token=token, size=FOUND, descending=True)
        context |= {"articles": page.rows, "page": page}
    return render(request, f"{FOLDER}article_list.html", context)


@require_GET
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, for whom, and whether it helped."""
    article = get_visible(Article, request.actor, pk)
    may_write = visible_list(Article, request.actor, "work").filter(pk=pk).exists()
    context = {"article": article, "may_write": may_write, "audience": audience_of(article)}
    return render(request, f"{FOLDER}article_detail.html", context)


@require_http_methods(["GET", "POST"])
def article_new(request: HttpRequest) -> HttpResponse:
    """Begin an article."""
    units = _units(request.actor)
    if not units:
        raise NotAllowed(_("Only those who work in a unit write articles."))
    form = ArticleForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            article = add_article(
                unit_id=form.cleaned_data["unit"], **given, actor=request.actor, now=timezone.now()
            )
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Saved as a draft. Publish it when it is right."))
            return redirect("cases:article-detail", article.pk)
    return _form_page(request, form, None)


@require_http_methods(["GET", "POST"])
def article_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what it says."""
    article = get_visible(Article, request.actor, pk, "work")
    initial = {name: getattr(article, name) for name in ("title", "body", "language")}
    form = ArticleForm(request.POST or None, units=None, initial=initial | {"audience": audience_of(article)})
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in FIELDS}
        try:
            edit_article(article, **given, actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
            return redirect("cases:article-detail", pk)
    return _form_page(request, form, article)


@require_POST
def article_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish it, or take it back."""
    article = get_visible(Article, request.actor, pk, "work")
    publish_article(article, is_public="back" not in request.POST, actor=request.actor, now=timezone.now())
    return redirect("cases:article-detail", pk)


def _form_page(request: HttpRequest, form: ArticleForm, article: Article | None) -> HttpResponse:
    context = {"form": form, "article": article}
    return render(request, f"{FOLDER}article_form.html", context, status=422 if form.errors else 200)


def _units(actor: Actor) -> list[tuple[int, str]]:
    names = unit_tree().names
    return sorted(
        ((unit, names[unit]) for unit in actor.units(Level.WORK)), key=lambda one: one[1].casefold()
    )
