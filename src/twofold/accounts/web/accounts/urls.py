"""Signing in and out, by allauth's views with our pages. Those of its pages that we do not need are not here."""

from allauth.account import views as allauth
from django.urls import path, re_path

from twofold.accounts.web.accounts.views import passkey_sign_in, password_change, second_step

PAGES = "accounts/web/accounts/"

urlpatterns = [
    path("login/", allauth.LoginView.as_view(template_name=PAGES + "login.html"), name="account_login"),
    path("logout/", allauth.LogoutView.as_view(template_name=PAGES + "logout.html"), name="account_logout"),
    path(
        "inactive/",
        allauth.AccountInactiveView.as_view(template_name=PAGES + "inactive.html"),
        name="account_inactive",
    ),
    path("second-step/", second_step, name="mfa_authenticate"),
    path("passkey/", passkey_sign_in, name="mfa_login_webauthn"),
    path("password/change/", password_change, name="account_change_password"),
    path(
        "password/reset/",
        allauth.PasswordResetView.as_view(template_name=PAGES + "password_reset.html"),
        name="account_reset_password",
    ),
    path(
        "password/reset/done/",
        allauth.PasswordResetDoneView.as_view(template_name=PAGES + "password_reset_done.html"),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.PasswordResetFromKeyView.as_view(template_name=PAGES + "password_reset_from_key.html"),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.PasswordResetFromKeyDoneView.as_view(
            template_name=PAGES + "password_reset_from_key_done.html"
        ),
        name="account_reset_password_from_key_done",
    ),
]
