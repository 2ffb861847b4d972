"""Addresses of the API. It knows its callers by their tokens only, so no operation asks for a session."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from twofold.config.api import api
from twofold.config.api_docs import api_docs, api_schema

operations = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
for pattern in operations:
    pattern.callback = login_not_required(pattern.callback)

app_name = "api"
urlpatterns = [
    path("docs", api_docs, name="docs"),
    path("openapi.json", api_schema, name="schema"),
    *operations,
]
