"""What attributes and their choices are called: keys for files and the API, labels and help for people."""

import re
import unicodedata

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
LONGEST_KEY, LONGEST_LABEL, LONGEST_HELP = 40, 80, 200
BETWEEN_CHOICES = ";"


def key_from(label: str) -> str:
    """A key made of a label: ``Größe (cm)`` → ``grosse_cm``; ``field`` where no letter is left."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    key = words if words[:1].isalpha() else f"field_{words}"
    return key[:LONGEST_KEY].rstrip("_")


def clean_key(key: str) -> str:
    """A key as it may be.

    :raises BadInput: otherwise
    """
    key = key.strip()
    if not KEY.fullmatch(key):
        text = _("A key begins with a small letter and holds small letters, digits and “_”, 40 at most.")
        raise BadInput(text, field="key")
    return key


def clean_label(label: str) -> str:
    """A label without stray white space.

    :raises BadInput: if it is empty, too long or holds control characters
    """
    label = " ".join(label.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        text = _("Give it a label of 1 to %(most)d characters.")
        raise BadInput(text % {"most": LONGEST_LABEL}, field="label")
    return label


def clean_help(help: str) -> str:
    """The sentence that stands below the field.

    :raises BadInput: if it is too long or holds control characters
    """
    help = " ".join(help.split())
    if len(help) > LONGEST_HELP or not help.isprintable():
        text = _("The help may have at most %(most)d characters.")
        raise BadInput(text % {"most": LONGEST_HELP}, field="help")
    return help


def clean_choice(label: str) -> str:
    """The label of a choice.

    :raises BadInput: if it is empty or too long, or holds what stands between choices in files
    """
    label = " ".join(label.split())
    if not label or len(label) > LONGEST_LABEL or not label.isprintable():
        text = _("Give each choice a label of 1 to %(most)d characters.")
        raise BadInput(text % {"most": LONGEST_LABEL}, field="choices")
    if BETWEEN_CHOICES in label:
        text = _("“%(label)s” holds a “;”, which stands between choices in files. Write it without.")
        raise BadInput(text % {"label": label}, field="choices")
    return label
