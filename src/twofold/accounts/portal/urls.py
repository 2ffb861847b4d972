"""Addresses of the portal's entrance."""

from django.urls import path

from twofold.accounts.portal.entrance import views

app_name = "entrance"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-out/", views.sign_out, name="sign-out"),
]
