"""Addresses of cases."""

from django.urls import path

from twofold.cases.portal.help import views as help_pages
from twofold.cases.web.articles import views as articles
from twofold.cases.web.case_types import views as case_types
from twofold.cases.web.cases import acts, below, complaints, history, new, page, panels, standing_acts
from twofold.cases.web.cases.complaint_steps import FORMS
from twofold.cases.web.causes import views as causes
from twofold.cases.web.conversations import message as complaint_of_message
from twofold.cases.web.conversations import panel as conversations
from twofold.cases.web.policies import views as policies
from twofold.cases.web.queue import fairness
from twofold.cases.web.queue import page as queue
from twofold.cases.web.reports import report as reports
from twofold.cases.web.room import acts as room_acts
from twofold.cases.web.room import page as room
from twofold.cases.web.rotation import views as rotation

app_name = "cases"
urlpatterns = [
    path("articles/", articles.article_list, name="article-list"),
    path("articles/new/", articles.article_new, name="article-new"),
    path("articles/<int:pk>/", articles.article_detail, name="article-detail"),
    path("articles/<int:pk>/edit/", articles.article_edit, name="article-edit"),
    path("articles/<int:pk>/publish/", articles.article_publish, name="article-publish"),
    path("help/", help_pages.public_list, name="help-list"),
    path("help/<int:pk>/", help_pages.public_article, name="help-article"),
    path("help/<int:pk>/helped/", help_pages.public_rate, name="help-rate"),
    path("cases/report/", reports.case_report, name="case-report"),
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
    path("cases/<int:pk>/move/", standing_acts.case_move, name="case-move"),
    path("cases/<int:pk>/type/", standing_acts.case_type, name="case-type"),
    path("cases/<int:pk>/block/", standing_acts.case_block, name="case-block"),
    path("cases/<int:pk>/blocks/<int:block>/clear/", standing_acts.case_unblock, name="case-unblock"),
    path("cases/<int:pk>/owner/", standing_acts.case_owner, name="case-owner"),
    path("cases/<int:pk>/group/", standing_acts.case_group, name="case-group"),
    path("cases/<int:pk>/major/", standing_acts.case_major, name="case-major"),
    path("cases/<int:pk>/tell/", standing_acts.case_tell, name="case-tell"),
    path("cases/<int:pk>/resolve-all/", standing_acts.case_resolve_all, name="case-resolve-all"),
    *(
        path(
            f"cases/<int:pk>/complaint/{step}/",
            getattr(complaints, f"complaint_{step}"),
            name=f"complaint-{step}",
        )
        for step in ("mark", *FORMS)
    ),
    path("cases/remedies/<int:pk>/give/", complaints.remedy_give, name="remedy-give"),
    path("cases/conversations/<int:pk>/", conversations.conversation_case, name="conversation-case"),
    path(
        "cases/conversations/<int:pk>/open/",
        conversations.conversation_open_case,
        name="conversation-open-case",
    ),
    path(
        "cases/conversations/<int:pk>/join/",
        conversations.conversation_join_case,
        name="conversation-join-case",
    ),
    path(
        "cases/conversations/<int:pk>/complain/",
        conversations.conversation_complain,
        name="conversation-complain",
    ),
    path("cases/messages/<int:pk>/", complaint_of_message.message_complaint, name="message-complaint"),
    path("cases/<int:pk>/room/", room.conflict_room, name="conflict-room"),
    path("cases/<int:pk>/room/side/", room_acts.room_side, name="room-side"),
    path("cases/<int:pk>/room/mediator/", room_acts.room_mediator, name="room-mediator"),
    path("cases/<int:pk>/room/cause/", room_acts.room_cause, name="room-cause"),
    path("cases/<int:pk>/room/position/<int:side>/", room_acts.room_position, name="room-position"),
    path("cases/<int:pk>/room/fact/", room_acts.room_fact, name="room-fact"),
    path("cases/<int:pk>/room/recorded/<int:other>/", room_acts.room_recorded, name="room-recorded"),
    path("cases/<int:pk>/room/option/", room_acts.room_option, name="room-option"),
    path("cases/<int:pk>/room/choose/<int:option>/", room_acts.room_choose, name="room-choose"),
    path("cases/<int:pk>/room/settlement/", room_acts.room_settlement, name="room-settlement"),
    path("cases/<int:pk>/room/sign/<int:side>/", room_acts.room_sign, name="room-sign"),
    path("cases/<int:pk>/room/answer/<int:check_back>/", room_acts.room_answer, name="room-answer"),
    path("cases/parties/<int:pk>/", panels.party_cases, name="party-cases"),
    path("cases/parties/<int:pk>/group/", below.party_group, name="party-group"),
    path("settings/case-types/", case_types.type_list, name="type-list"),
    path("settings/case-types/new/", case_types.type_new, name="type-new"),
    path("settings/case-types/usual/", case_types.type_usual, name="type-usual"),
    path("settings/case-types/<int:pk>/", case_types.type_edit, name="type-edit"),
    path("settings/case-types/<int:pk>/retire/", case_types.type_retire, name="type-retire"),
    path("settings/causes/", causes.cause_list, name="cause-list"),
    path("settings/causes/usual/", causes.cause_usual, name="cause-usual"),
    path("settings/causes/<int:pk>/", causes.cause_change, name="cause-change"),
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
    path("settings/rotation/", rotation.rotation, name="rotation"),
    path("settings/rotation/<int:pk>/", rotation.rotation_change, name="rotation-change"),
    path("settings/rotation/<int:pk>/leave/", rotation.rotation_leave, name="rotation-leave"),
    path("cases/units/<int:pk>/", panels.unit_cases, name="unit-cases"),
    path("cases/units/<int:pk>/below/", below.unit_below, name="unit-below"),
]
