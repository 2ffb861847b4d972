"""Addresses of feedback."""

from twofold.feedback.web.ideas.urls import urlpatterns as ideas
from twofold.feedback.web.observations.urls import urlpatterns as observations
from twofold.feedback.web.reviews.urls import urlpatterns as reviews

app_name = "feedback"
urlpatterns = [*ideas, *observations, *reviews]
