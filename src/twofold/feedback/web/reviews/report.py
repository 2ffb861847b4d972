"""How reviews go, by month and by unit, and what of them may be quoted."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.access import visible_list
from twofold.core.plates import Figure
from twofold.directory.access import require_staff
from twofold.directory.queries.units import unit_tree
from twofold.directory.web.report_form import USUAL, ReportForm
from twofold.feedback.models import Review
from twofold.feedback.queries.reviews.figures import Line, answered_in_time, by_month, by_unit, mean_stars
from twofold.feedback.queries.reviews.words import draw_stars
from twofold.ui.formats import number, percent

QUOTES = 30


@require_GET
def review_report(request: HttpRequest) -> HttpResponse:
    """Stars and answers over the reviews that the asker may see."""
    require_staff(request.actor)
    seen, now = frozenset(request.actor.units()), timezone.now()
    form = ReportForm(seen, request.GET or None, span=_("Written in the last"))
    chosen = form.cleaned_data if form.is_valid() else {}
    reviews = visible_list(Review, request.actor).filter(
        erased_at=None, written_at__gt=now - timedelta(days=chosen.get("days") or USUAL), written_at__lte=now
    )
    if chosen.get("unit"):
        reviews = reviews.filter(unit_id__in=unit_tree().subtree(chosen["unit"]) & seen)
    months = by_month(reviews, now)
    stars, in_time = mean_stars(reviews), answered_in_time(reviews, now)
    context = {
        "form": form,
        "n": reviews.count(),
        "stars": in_words(stars),
        "in_time": in_words(in_time, is_share=True),
        "units": [(line.label, in_words(line.stars), in_words(line.in_time, is_share=True))
                  for line in by_unit(reviews, now)],
        "trend": _trend(months) if any(line.stars.value is not None for line in months) else None,
        "crumbs": crumbs(),
    }  # fmt: skip
    return render(request, "feedback/web/reviews/report.html", context)


@require_GET
def quote_list(request: HttpRequest) -> HttpResponse:
    """What may be quoted: only what its author permitted."""
    require_staff(request.actor)
    reviews = visible_list(Review, request.actor).filter(may_quote=True, erased_at=None).exclude(text="")
    found = Paginator(
        reviews.select_related("source", "offering").order_by("-of_five", "-written_at", "-pk"), QUOTES
    )
    page = found.get_page(request.GET.get("page"))
    quotes = [(review, draw_stars(review.stars, review.source.most_stars)) for review in page]
    return render(
        request, "feedback/web/reviews/quote_list.html", {"quotes": quotes, "page": page, "crumbs": crumbs()}
    )


def crumbs() -> list[dict]:
    """The way here."""
    return [{"label": _("Reviews"), "url": reverse("lists:review")}]


def in_words(figure: Figure, *, is_share: bool = False) -> tuple[str, str]:
    """The figure, and its n and interval."""
    told = _("of %(n)s") % {"n": number(figure.n)}
    if figure.value is None:
        return "–", f"{told}: {figure.said_instead}"
    write = (lambda value: percent(value, 0)) if is_share else (lambda value: number(value, 2))
    ends = (
        _("%(low)s to %(high)s") % {"low": write(figure.low), "high": write(figure.high)}
        if figure.low is not None and figure.high is not None
        else ""
    )
    return write(figure.value), " · ".join(filter(None, (told, ends)))


def _trend(months: Sequence[Line]) -> dict:
    labels = [date_format(line.key, "M Y") for line in months]
    points = [None if line.stars.value is None else round(line.stars.value, 2) for line in months]
    return {
        "title": _("Stars by month, with five or more reviews"),
        "option": {
            "tooltip": {"trigger": "axis"},
            "grid": {"left": 8, "right": 24, "top": 16, "bottom": 8, "containLabel": True},
            "xAxis": {"type": "category", "data": labels},
            "yAxis": {"type": "value", "min": 0, "max": 5},
            "series": [{"name": _("Stars"), "type": "line", "data": points, "side": "external"}],
        },
        "columns": [_("Month"), _("Reviews"), _("Stars"), _("Answered in time")],
        "rows": [
            [
                label,
                line.stars.n,
                " · ".join(in_words(line.stars)),
                " · ".join(in_words(line.in_time, is_share=True)),
            ]
            for label, line in zip(labels, months, strict=True)
        ],
    }
