"""The scripts that a website loads, at addresses that stay; `frontend/build.mjs` makes them."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from twofold.ui.assets import asset_content, asset_name

PACKED = (("br", ".br"), ("gzip", ".gz"))


def embed_script(name: str) -> Callable[..., HttpResponse]:
    """The view of one of them: any website may load it, and asks once an hour whether it has changed."""

    @login_not_required
    @require_safe
    @cache_control(public=True, max_age=3600)
    @vary_on_headers("Accept-Encoding")
    @condition(etag_func=lambda request: f'"{asset_name(name)}{_packing(request)[1]}"')
    def script(request: HttpRequest) -> HttpResponse:
        encoding, suffix = _packing(request)
        headers = {"Cross-Origin-Resource-Policy": "cross-origin"}
        if encoding:
            headers["Content-Encoding"] = encoding
        content = asset_content(name, suffix)
        return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers=headers)

    return script


def _packing(request: HttpRequest) -> tuple[str, str]:
    """How the browser would have it: encoding, suffix of the file."""
    accepted = request.headers.get("Accept-Encoding", "")
    return next((one for one in PACKED if one[0] in accepted), ("", ""))


form_script = embed_script("form-embed.js")
chat_script = embed_script("chat-embed.js")
