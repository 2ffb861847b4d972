"""A file that was an answer, for whom its sheet may be shown to."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.core.errors import NotVisible
from twofold.files.queries.paths import open_stored
from twofold.files.web.files.views import NEVER_RUN
from twofold.surveys.models import Response
from twofold.surveys.queries.disclosure.one_sheet import file_on


@require_GET
def answer_file(request: HttpRequest, pk: int, answer: int) -> FileResponse:
    """The file, to be saved and never shown or run by the browser."""
    found = file_on(get_visible(Response, request.actor, pk), answer)
    if found is None:
        raise NotVisible
    return FileResponse(
        open_stored(found.file.sha256),
        as_attachment=True,
        filename=found.file_name or "file",
        content_type="application/octet-stream",
        headers=NEVER_RUN,
    )
