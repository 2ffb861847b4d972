"""Addresses of surveys."""

from django.urls import path

from twofold.surveys.web.surveys import views

app_name = "surveys"
urlpatterns = [
    path("surveys/", views.survey_list, name="survey-list"),
    path("surveys/<int:pk>/", views.survey_detail, name="survey-detail"),
    path("surveys/parties/<int:pk>/", views.party_answers, name="party-answers"),
]
