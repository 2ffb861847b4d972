"""Addresses of ideas in the portal."""

from django.urls import path

from twofold.feedback.portal.ideas import views

app_name = "portal-ideas"
urlpatterns = [
    path("ideas/", views.idea_list, name="list"),
    path("ideas/new/", views.idea_new, name="new"),
    path("ideas/similar/", views.idea_similar, name="similar"),
    path("ideas/<int:pk>/", views.idea_detail, name="detail"),
    path("ideas/<int:pk>/vote/", views.idea_vote, name="vote"),
]
