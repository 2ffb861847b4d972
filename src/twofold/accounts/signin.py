"""How allauth signs people in here: by invitation only, with our words, and with links to the address that people type."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models import User

SAID = {
    "account/messages/password_changed.txt": _(
        "Your password is changed. You are signed out everywhere else."
    )
}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; whoever is invited gets an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "too_many_login_attempts": _("That was too often. Wait five minutes and try again."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say only what is news to the person; that they are signed in now, they see."""
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return "/settings/profile/"


class SignInBackend(AuthenticationBackend):
    """Allauth's own; it also fetches the person with the user, whom every page names."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, if the account is open."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
