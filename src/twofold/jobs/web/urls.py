"""Addresses of jobs."""

from django.urls import path

from twofold.jobs.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.job_list, name="job-list"),
    path("jobs/<int:pk>/retry/", views.job_retry, name="job-retry"),
    path("jobs/<int:pk>/discard/", views.job_discard, name="job-discard"),
]
