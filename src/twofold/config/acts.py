"""Each request begins with no acts noted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from twofold.core.acts import begin_noting


class NotedActs:
    """Lets pages offer to take back what their own request has done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begin_noting()
        return self.get_response(request)
