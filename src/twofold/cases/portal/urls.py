"""Addresses of the portal."""

from django.urls import path

from twofold.cases.portal.cases import acts, files, new, page
from twofold.cases.portal.help import views as help_pages
from twofold.cases.portal.home import views as home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("ask/", home.ask, name="ask"),
    path("cases/", home.case_list, name="case-list"),
    path("cases/new/", new.case_new, name="case-new"),
    path("cases/<int:pk>/", page.case_detail, name="case-detail"),
    path("cases/<int:pk>/write/", acts.case_write, name="case-write"),
    path("cases/<int:pk>/withdraw/", acts.case_withdraw, name="case-withdraw"),
    path("cases/<int:pk>/not-solved/", acts.case_not_solved, name="case-not-solved"),
    path("cases/<int:pk>/files/<int:file>/", files.case_file, name="case-file"),
    path("help/", help_pages.help_list, name="help-list"),
    path("help/<int:pk>/", help_pages.help_article, name="help-article"),
    path("help/<int:pk>/helped/", help_pages.help_rate, name="help-rate"),
    path("help/suggestions/", help_pages.suggestions, name="help-suggestions"),
]
