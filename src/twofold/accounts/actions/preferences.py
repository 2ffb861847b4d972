"""How someone likes to be shown things. It concerns nobody else, so no event is recorded."""

from django.conf import settings
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.core.errors import BadInput

CHOICES = {
    "language": lambda value: value == "" or value in dict(settings.LANGUAGES),
    "date_style": lambda value: value in User.DateStyle.values,
    "theme": lambda value: value in User.Theme.values,
    "density": lambda value: value in User.Density.values,
    "is_keyed": lambda value: isinstance(value, bool),
}
"""The fields that are a matter of taste, and what each may be."""


def prefer(user: User, **chosen: object) -> User:
    """Keep what someone has chosen; what is not named stays.

    :raises BadInput: if there is no such choice
    """
    for name, value in chosen.items():
        if name not in CHOICES or not CHOICES[name](value):
            raise BadInput(_("That cannot be chosen. Choose again."), field=name)
        setattr(user, name, value)
    user.save(update_fields=list(chosen))
    return user
