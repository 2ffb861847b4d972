"""Addresses of surveys."""

from django.urls import path

from twofold.surveys.web.answering import change
from twofold.surveys.web.answering import views as answering
from twofold.surveys.web.answers import answer
from twofold.surveys.web.answers.case_rating import case_rating
from twofold.surveys.web.answers.case_ratings import case_rating_report
from twofold.surveys.web.answers.files import answer_file
from twofold.surveys.web.asking import rounds
from twofold.surveys.web.between_units import views as between
from twofold.surveys.web.builder import edit, files, launching, new, preview, settings, words
from twofold.surveys.web.depth import views as depth
from twofold.surveys.web.doors import views as doors
from twofold.surveys.web.embed import views as embed
from twofold.surveys.web.kiosk import views as kiosk
from twofold.surveys.web.open.views import open_link
from twofold.surveys.web.surveys import compare, listing, results, views
from twofold.surveys.web.triggers import follow_up, triggers

app_name = "surveys"
urlpatterns = [
    path("surveys/answers/<int:pk>/", answer.survey_answer, name="survey-answer"),
    path("surveys/answers/<int:pk>/files/<int:answer>/", answer_file, name="answer-file"),
    path("surveys/answers/<int:pk>/case/", answer.answer_open_case, name="answer-open-case"),
    path("surveys/cases/report/", case_rating_report, name="case-rating-report"),
    path("surveys/cases/<int:pk>/", case_rating, name="case-rating"),
    path("surveys/<int:pk>/between-units/", between.between_units, name="between-units"),
    path("surveys/<int:pk>/between-units/begin/", between.between_units_begin, name="between-units-begin"),
    path("surveys/<int:pk>/rounds/", rounds.round_list, name="round-list"),
    path("surveys/<int:pk>/rounds/new/", rounds.round_new, name="round-new"),
    *(
        path(
            f"surveys/<int:pk>/rounds/<int:wave>/{act}/",
            getattr(rounds, f"round_{act}"),
            name=f"round-{act}",
        )
        for act in ("close", "cancel", "retry")
    ),
    path("surveys/<int:pk>/triggers/", triggers.survey_triggers, name="survey-triggers"),
    path("surveys/<int:pk>/triggers/<int:trigger>/switch/", triggers.trigger_switch, name="trigger-switch"),
    path("surveys/<int:pk>/triggers/<int:trigger>/remove/", triggers.trigger_remove, name="trigger-remove"),
    path("surveys/<int:pk>/follow-up/", follow_up.survey_follow_up, name="survey-follow-up"),
    path(
        "surveys/<int:pk>/follow-up/<int:rule>/remove/", follow_up.follow_up_remove, name="follow-up-remove"
    ),
    path("surveys/", listing.survey_list, name="survey-list"),
    path("surveys/new/", new.survey_new, name="survey-new"),
    path("surveys/import/", files.survey_import, name="survey-import"),
    path("surveys/<int:pk>/edit/", edit.survey_edit, name="survey-edit"),
    path("surveys/<int:pk>/words/", words.survey_words, name="survey-words"),
    path("surveys/<int:pk>/preview/", preview.survey_preview, name="survey-preview"),
    path("surveys/<int:pk>/changes/", launching.survey_changes, name="survey-changes"),
    path("surveys/<int:pk>/settings/", settings.survey_settings, name="survey-settings"),
    path("surveys/<int:pk>/launch/", launching.survey_launch, name="survey-launch"),
    path("surveys/<int:pk>/file/", files.survey_file, name="survey-file"),
    path("surveys/compare/", compare.compare, name="compare"),
    path("surveys/<int:pk>/", results.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/drivers/", depth.survey_drivers, name="survey-drivers"),
    path("surveys/<int:pk>/drivers/compute/", depth.survey_figures_compute, name="survey-figures-compute"),
    path("surveys/<int:pk>/drivers/plan/", depth.survey_figures_plan, name="survey-figures-plan"),
    path("surveys/parties/<int:pk>/", views.party_answers, name="party-answers"),
    path("s/<str:token>/", answering.answer_by_link, name="answer-by-link"),
    path("b/change/", change.ballot_withdraw, name="ballot-withdraw"),
    path("b/<str:token>/", answering.answer_by_ballot, name="answer-by-ballot"),
    path("o/<str:key>/", open_link, name="open-link"),
    path("embed/survey.js", embed.survey_script, name="embed-script"),
    path("embed/surveys/<str:key>/", embed.embed_survey, name="embed-survey"),
    path("embed/surveys/<str:key>/files/", embed.embed_survey_file, name="embed-survey-file"),
    path("k/worker.js", kiosk.kiosk_worker, name="kiosk-worker"),
    path("k/<str:key>/", kiosk.kiosk, name="kiosk"),
    path("k/<str:key>/form/", kiosk.kiosk_form, name="kiosk-form"),
    path("k/<str:key>/sheets/", kiosk.kiosk_sheet, name="kiosk-sheet"),
    path("surveys/<int:pk>/doors/", doors.survey_doors, name="survey-doors"),
    path("surveys/<int:pk>/doors/<int:door>/", doors.door_detail, name="door-detail"),
    path("surveys/<int:pk>/doors/<int:door>/turn/", doors.door_turn, name="door-turn"),
    path("surveys/<int:pk>/doors/<int:door>/sheet/", doors.door_sheet, name="door-sheet"),
    path("surveys/<int:pk>/doors/<int:door>/code.svg", doors.door_code, name="door-code"),
    path("b/<str:token>/change/", change.ballot_change, name="ballot-change"),
]
