"""What every answer tells the browser, beyond what Django's own middleware says."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class CarefulHeaders:
    """No page of someone signed in stays in a cache; no page may use the visitor's devices or be embedded elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Server", "Twofold")  # and not which program or version
        response.setdefault("Permissions-Policy", NO_DEVICES)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in (*request.COOKIES, *response.cookies):
            response.setdefault("Cache-Control", "no-store, private")
        return response
