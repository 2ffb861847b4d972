"""Addresses of feedback."""

from twofold.feedback.web.ideas.urls import urlpatterns as ideas

app_name = "feedback"
urlpatterns = [*ideas]
