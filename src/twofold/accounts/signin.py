"""How allauth signs people in here: by invitation only, with our words, our limits, and links to the address that people type."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.forms import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twofold.accounts.actions.accounts import change_password
from twofold.accounts.actions.devices import remember_device
from twofold.accounts.actions.tries import TooSoon, claim_try, give_back
from twofold.accounts.models import User
from twofold.accounts.queries.devices import in_words, limits_on_address, network_of
from twofold.accounts.web.devices import token_of
from twofold.accounts.web.recent import note_confirmed
from twofold.core.sealing import seal, unseal

FACTORS = "twofold.factors"

SAID = {
    "account/messages/password_changed.txt": _(
        "Your password is changed. You are signed out everywhere else."
    )
}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; whoever is invited gets an account."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This e-mail address and password do not belong together."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say only what is news to the person; that they are signed in now, they see."""
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Ours follow from the event (`accounts.tasks`)."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to how one signs in."""
        return "/settings/security/"

    def set_password(self, user: User, password: str) -> None:
        """By our verb, whichever page asks."""
        change_password(user, password, now=timezone.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try before the password is looked at.

        :raises ValidationError: saying when to try again
        """
        email = credentials.get("email", "")
        now = timezone.now()
        self._claimed = limits_on_address(email, token_of(request), network_of(request), now=now)
        try:
            claim_try(self._claimed, now=now)
        except TooSoon as refusal:
            raise ValidationError(refusal.sentence, code="too_soon") from None

    def _rollback_login_failed_rl_usage(self) -> None:
        give_back(self._claimed)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second steps are sealed with the secret key, which is not in the database."""

    def get_totp_issuer(self) -> str:
        """What the app calls us."""
        return "Twofold"

    def encrypt(self, text: str) -> str:
        """Sealed with the key of today."""
        return seal(text, purpose=FACTORS)

    def decrypt(self, encrypted_text: str) -> str:
        """Opened with the key of today or one before."""
        return unseal(encrypted_text, purpose=FACTORS)


class SignInBackend(AuthenticationBackend):
    """Allauth's own; it also fetches the person with the user, whom every page names."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session, if the account is open."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


@receiver(user_logged_in)
def finish_sign_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """What every way of signing in ends with: the session lists itself, and the browser is remembered."""
    note_confirmed(request)
    if "REMOTE_ADDR" not in request.META:  # nobody's browser: a test, or a command
        return
    label = in_words(request.headers.get("User-Agent", ""))
    _device, request.device_token = remember_device(
        user, token=token_of(request), network=network_of(request), label=label, now=timezone.now()
    )
    request.user = user
    UserSession.objects.create_from_request(request)
    request.session["listed"] = timezone.now().timestamp()
