"""Addresses of cases."""

from django.urls import path

from twofold.cases.web.cases import acts, below, history, new, page, panels
from twofold.cases.web.policies import views as policies
from twofold.cases.web.queue import fairness
from twofold.cases.web.queue import page as queue

app_name = "cases"
urlpatterns = [
    path("cases/new/", new.case_new, name="case-new"),
    path("cases/<int:pk>/", page.case_detail, name="case-detail"),
    path("cases/<int:pk>/history/", history.case_history, name="case-history"),
    path("cases/<int:pk>/answer/", acts.case_answer, name="case-answer"),
    path("cases/<int:pk>/note/", acts.case_note, name="case-note"),
    path("cases/<int:pk>/assign/", acts.case_assign, name="case-assign"),
    path("cases/<int:pk>/resolve/", acts.case_resolve, name="case-resolve"),
    path("cases/<int:pk>/reopen/", acts.case_reopen, name="case-reopen"),
    path("cases/<int:pk>/transfer/", acts.case_transfer, name="case-transfer"),
    path("cases/<int:pk>/details/", acts.case_details, name="case-details"),
    path("cases/<int:pk>/ask/", acts.case_ask, name="case-ask"),
    path("cases/parties/<int:pk>/", panels.party_cases, name="party-cases"),
    path("cases/parties/<int:pk>/group/", below.party_group, name="party-group"),
    path("settings/policies/", policies.policy_list, name="policy-list"),
    path("settings/policies/new/", policies.policy_new, name="policy-new"),
    path("settings/policies/count/", policies.policy_count, name="policy-count"),
    path("settings/policies/<int:pk>/", policies.policy_edit, name="policy-edit"),
    path("settings/policies/<int:pk>/delete/", policies.policy_delete, name="policy-delete"),
    path("settings/policies/<int:pk>/move/", policies.policy_move, name="policy-move"),
    path("queue/", queue.queue, name="queue"),
    path("queue/next/", queue.queue_next, name="queue-next"),
    path("queue/weights/", queue.queue_weights, name="queue-weights"),
    path("queue/fairness/", fairness.queue_fairness_page, name="queue-fairness"),
    path("cases/units/<int:pk>/", panels.unit_cases, name="unit-cases"),
    path("cases/units/<int:pk>/below/", below.unit_below, name="unit-below"),
]
