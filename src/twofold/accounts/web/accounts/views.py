"""Changing one's password."""

from allauth.account.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

change = PasswordChangeView.as_view(template_name="accounts/web/accounts/password_change.html")


def password_change(request: HttpRequest) -> HttpResponse:
    """Choose a new password, knowing the old one. Whoever has none gets one by mail instead."""
    if not request.user.has_usable_password():
        return redirect("account_reset_password")
    return change(request)
