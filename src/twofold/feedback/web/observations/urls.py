"""Addresses of observations, below those of the list."""

from django.urls import path

from twofold.feedback.web.observations import code_book, counts, views

urlpatterns = [
    path("observations/new/", views.observation_new, name="observation-new"),
    path("observations/new/codes/", views.observation_codes, name="observation-codes"),
    path("observations/counts/", counts.observation_counts, name="observation-counts"),
    path("observations/codes/", code_book.code_list, name="code-list"),
    path("observations/codes/<int:pk>/", code_book.code_edit, name="code-edit"),
    path("observations/<int:pk>/", views.observation_detail, name="observation-detail"),
    path("observations/<int:pk>/second/", views.observation_second, name="observation-second"),
]
