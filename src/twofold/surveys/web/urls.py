"""Addresses of surveys."""

from django.urls import path

from twofold.surveys.web.answering import change
from twofold.surveys.web.answering import views as answering
from twofold.surveys.web.depth import views as depth
from twofold.surveys.web.surveys import compare, results, views

app_name = "surveys"
urlpatterns = [
    path("surveys/", views.survey_list, name="survey-list"),
    path("surveys/compare/", compare.compare, name="compare"),
    path("surveys/<int:pk>/", results.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/drivers/", depth.survey_drivers, name="survey-drivers"),
    path("surveys/<int:pk>/drivers/compute/", depth.survey_figures_compute, name="survey-figures-compute"),
    path("surveys/<int:pk>/drivers/plan/", depth.survey_figures_plan, name="survey-figures-plan"),
    path("surveys/parties/<int:pk>/", views.party_answers, name="party-answers"),
    path("s/<str:token>/", answering.answer_by_link, name="answer-by-link"),
    path("b/change/", change.ballot_withdraw, name="ballot-withdraw"),
    path("b/<str:token>/", answering.answer_by_ballot, name="answer-by-ballot"),
    path("b/<str:token>/change/", change.ballot_change, name="ballot-change"),
]
