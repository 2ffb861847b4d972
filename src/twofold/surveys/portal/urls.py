"""Addresses of surveys in the portal."""

from django.urls import path

from twofold.surveys.portal.asked.views import asked
from twofold.surveys.portal.rating.views import case_rating

app_name = "portal-surveys"
urlpatterns = [
    path("asked/", asked, name="asked"),
    path("cases/<int:pk>/rating/", case_rating, name="case-rating"),
]
