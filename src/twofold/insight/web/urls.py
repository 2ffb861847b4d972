"""Addresses of insight."""

from django.urls import path

from twofold.insight.web.figures import views as figures
from twofold.insight.web.home import views as home

app_name = "insight"
urlpatterns = [
    path("", home.home, name="home"),
    path("figures/<str:key>/", figures.figure, name="figure"),
]
