"""How names are cleaned, and how they sort."""

import unicodedata

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

LONGEST = 200


def clean_name(text: str, field: str = "name") -> str:
    """A name without stray white space.

    :raises BadInput: if nothing is left, it is too long, or it holds control characters
    """
    name = " ".join(text.split())
    if not name:
        raise BadInput(_("A name is needed."), field=field)
    if len(name) > LONGEST:
        raise BadInput(
            _("A name may have at most %(most)d characters; this one has %(length)d.")
            % {"most": LONGEST, "length": len(name)},
            field=field,
        )
    if not name.isprintable():
        raise BadInput(_("The name holds characters that cannot be shown. Type it anew."), field=field)
    return name


def sort_name(name: str) -> str:
    """What a name sorts by: accents and case folded (NFKD), so that Émile stands beside Emil."""
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))[:LONGEST]
