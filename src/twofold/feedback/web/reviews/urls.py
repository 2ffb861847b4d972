"""Addresses of reviews, below those of the list."""

from django.urls import path

from twofold.feedback.web.reviews import acts, page, report
from twofold.feedback.web.sources import hand_in, rules, views

urlpatterns = [
    path("reviews/report/", report.review_report, name="review-report"),
    path("reviews/quotes/", report.quote_list, name="quote-list"),
    path("reviews/hand-in/<str:key>/", hand_in.review_hand_in, name="review-hand-in"),
    path("reviews/parties/<int:pk>/", page.party_reviews, name="party-reviews"),
    path("reviews/cases/<int:pk>/", page.case_review, name="case-review"),
    path("reviews/<int:pk>/", page.review_detail, name="review-detail"),
    path("reviews/<int:pk>/answer/", acts.review_answer, name="review-answer"),
    path("reviews/<int:pk>/quote/", acts.review_quote, name="review-quote"),
    path("reviews/<int:pk>/author/", acts.review_author, name="review-author"),
    path("reviews/<int:pk>/case/", acts.review_case, name="review-case"),
    path("reviews/<int:pk>/praise/", acts.review_praise, name="review-praise"),
    path("reviews/<int:pk>/praise/<int:praised>/take-back/", acts.praise_take_back, name="praise-take-back"),
    path("settings/reviews/", views.source_list, name="source-list"),
    path("settings/reviews/new/", views.source_new, name="source-new"),
    path("settings/reviews/<int:pk>/", views.source_edit, name="source-edit"),
    path("settings/reviews/<int:pk>/rules/", rules.source_rules, name="source-rules"),
    path("settings/reviews/<int:pk>/rules/<int:rule>/drop/", rules.source_rule_drop, name="source-rule-drop"),
    path("settings/reviews/<int:pk>/read/", views.source_read, name="source-read"),
    path("settings/reviews/<int:pk>/secret/", views.source_secret, name="source-secret"),
]
