"""What a request asks of a list."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from twofold.core.plates import Asked
from twofold.workspace.queries.lists.listed import Listed, listed
from twofold.workspace.queries.lists.shown import RESERVED, Shown, read_shown
from twofold.workspace.queries.lists.views import chosen_view


def who_asks(request: HttpRequest) -> Asked:
    """Who asks, now, and for which side of the house."""
    return Asked(request.actor, timezone.now(), getattr(request, "shown_side", "both"))


def read_list(request: HttpRequest, name: str) -> Shown:
    """The list of this name as the address wants it shown; of a form that is posted, as the form does.

    :raises NotVisible: if there is no such list or view for the asker
    """
    found = listed(name, request.actor)
    stated = _kept_names(request.POST) if request.method == "POST" else request.GET
    return read_shown(found, chosen_view(found, stated.get("view", ""), request.actor), stated)


def _kept_names(form: QueryDict) -> QueryDict:
    """Only how the list is shown: a form may have fields of its own that are called like those of the list."""
    kept = QueryDict(mutable=True)
    for name in RESERVED & form.keys():
        kept.setlist(name, form.getlist(name))
    return kept


def list_url(found: Listed) -> str:
    """The path of a list."""
    return reverse(found.type.url_name)
