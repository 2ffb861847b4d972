"""Addresses of ideas, below those of the list."""

from django.urls import path

from twofold.feedback.web.ideas import acts, new, page

urlpatterns = [
    path("ideas/new/", new.idea_new, name="idea-new"),
    path("ideas/similar/", new.idea_similar, name="idea-similar"),
    path("ideas/<int:pk>/", page.idea_detail, name="idea-detail"),
    path("ideas/<int:pk>/vote/", acts.idea_vote, name="idea-vote"),
    path("ideas/<int:pk>/voice/", acts.idea_voice, name="idea-voice"),
    path("ideas/<int:pk>/show/", acts.idea_show, name="idea-show"),
    path("ideas/<int:pk>/answer/", acts.idea_answer, name="idea-answer"),
    path("ideas/<int:pk>/reword/", acts.idea_reword, name="idea-reword"),
    path("ideas/<int:pk>/merge/", acts.idea_merge, name="idea-merge"),
]
