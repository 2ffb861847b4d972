"""The files that came with what was said in a case."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.portal.context import in_portal
from twofold.cases.queries.followed import files_of, followed_case, messages_of
from twofold.core.errors import NotVisible
from twofold.files.queries.links import link_to


@in_portal
@require_GET
def case_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Lead to one of them, by a link that is good for this person and a few minutes."""
    case = followed_case(request.actor, pk)
    files = files_of(messages_of(request.actor, case, timezone.now()))
    found = next((one for some in files.values() for one in some if one.pk == file), None)
    if found is None:
        raise NotVisible
    return redirect(link_to(found, user_id=request.user.pk))
