"""Addresses of files."""

from django.urls import path

from twofold.files.web.files import views

app_name = "files"
urlpatterns = [path("files/<str:token>/", views.attachment, name="attachment")]
