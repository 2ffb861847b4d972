"""Fetching an attachment by its signed link."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from twofold.files.queries.links import linked_attachment
from twofold.files.queries.paths import open_stored

NEVER_RUN = {
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_safe
def attachment(request: HttpRequest, token: str) -> FileResponse:
    """The file, to be saved and never shown or run by the browser."""
    user_id = request.user.pk if request.user.is_authenticated else None
    found = linked_attachment(token, user_id=user_id)
    return FileResponse(
        open_stored(found.file.sha256),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
        headers=NEVER_RUN,
    )
