"""A table on a record's page as a file to download."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from twofold.core.sensitive import sensitive
from twofold.workspace.actions.export import export_extract
from twofold.workspace.web.lists.asked import who_asks
from twofold.workspace.web.lists.export import download


@require_POST
@sensitive
def record_extract(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """What the page of a record shows in a table, all of it."""
    said = request.POST.dict()
    return download(export_extract(name, pk, said, said.get("as", ""), who_asks(request)))
