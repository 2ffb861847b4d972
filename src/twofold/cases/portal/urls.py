"""Addresses of the portal."""

from django.urls import path

from twofold.cases.portal.cases import acts, files, new, page
from twofold.cases.portal.help import views as help_pages
from twofold.cases.portal.home import views as home
from twofold.cases.portal.room import acts as room_acts
from twofold.cases.portal.room import page as room

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
    path("cases/<int:pk>/room/", room.conflict_room, name="conflict-room"),
    path("cases/<int:pk>/room/position/", room_acts.room_position, name="room-position"),
    path("cases/<int:pk>/room/option/", room_acts.room_option, name="room-option"),
    path("cases/<int:pk>/room/sign/", room_acts.room_sign, name="room-sign"),
    path("cases/<int:pk>/room/check/<int:check_back>/", room_acts.room_answer, name="room-answer"),
    path("help/", help_pages.help_list, name="help-list"),
    path("help/<int:pk>/", help_pages.help_article, name="help-article"),
    path("help/<int:pk>/helped/", help_pages.help_rate, name="help-rate"),
    path("help/suggestions/", help_pages.suggestions, name="help-suggestions"),
]
