"""Doors through which nobody has a name: there the browser's cookies are not read, and none are set.

Anonymous ballots are cast by people who are often signed in to the same site. What reads a session, a language or a message comes
after this, so that nothing behind such a door can know whose browser it is, and no trace of a visit is left in one.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NAMELESS = ("/b/", "/o/", "/k/")


class Nameless:
    """Takes the cookies off a request to such a door, and off its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(NAMELESS):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.__dict__.pop("COOKIES", None)
        response = self.get_response(request)
        response.cookies.clear()
        response["Referrer-Policy"] = "no-referrer"
        return response
