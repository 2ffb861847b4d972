"""What a reverse proxy says about the visitor is believed only when the proxy is one of ours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrustedProxies:
    """Put the visitor's address and scheme in place of the proxy's, and drop these headers from anyone else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = {header: request.META.pop(header, "") for header in FORWARDED}
        if request.META.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES:
            if visitor := nearest_stranger(said["HTTP_X_FORWARDED_FOR"]):
                request.META["REMOTE_ADDR"] = visitor
            if said["HTTP_X_FORWARDED_PROTO"] in ("http", "https"):
                request.META["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"]
        return self.get_response(request)


def nearest_stranger(forwarded_for: str) -> str:
    """The last address in the header that is not one of our proxies; those before it could be made up.

    >>> nearest_stranger("6.6.6.6, 203.0.113.9")
    '203.0.113.9'
    """
    addresses = [address.strip() for address in forwarded_for.split(",")]
    return next((address for address in reversed(addresses) if address not in settings.TRUSTED_PROXIES), "")
