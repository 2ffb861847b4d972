"""Addresses of surveys in the portal."""

from django.urls import path

from twofold.surveys.portal.rating.views import case_rating

app_name = "portal-surveys"
urlpatterns = [path("cases/<int:pk>/rating/", case_rating, name="case-rating")]
