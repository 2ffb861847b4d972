"""The choices of an attribute: keys stay, labels change, and a choice that records have is retired rather than lost."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_names import clean_choice, key_from
from twofold.directory.models.attribute_values import Kind
from twofold.directory.models.names import sort_name
from twofold.directory.queries.attribute_use import used_choices

MOST = 100


class GivenChoice(NamedTuple):
    """A choice as somebody wants it.

    :param key: of one that exists; "" for a new one
    :param is_offered: False: nobody chooses it any more
    """

    label: str
    key: str = ""
    is_offered: bool = True


def settled_choices(attribute: Attribute, given: Sequence[GivenChoice]) -> list[list]:
    """The choices as the attribute keeps them, in the order given. Those left out are retired if records have them.

    :raises BadInput: as field ``choices``
    """
    if attribute.kind not in (Kind.CHOICE, Kind.CHOICES):
        return []
    known = {choice[0]: choice[1] for choice in attribute.choices}
    told = [one._replace(label=clean_choice(one.label)) for one in given]
    _refuse_unusable(told, known)
    taken = set(known)
    kept = []
    for one in told:
        key = one.key or _free_key(one.label, taken)
        taken.add(key)
        kept.append([key, one.label] if one.is_offered else [key, one.label, True])
    told_keys = {choice[0] for choice in kept}
    kept += [[key, label, True] for key, label in known.items() if key not in told_keys]
    gone = {choice[0] for choice in kept if len(choice) == 3}
    unused = gone - used_choices(attribute, gone) if gone else set()
    return [choice for choice in kept if choice[0] not in unused]


def _refuse_unusable(told: Sequence[GivenChoice], known: dict[str, str]) -> None:
    if not any(one.is_offered for one in told):
        raise BadInput(_("Offer at least one choice."), field="choices")
    if len(told) > MOST:
        raise BadInput(_("At most %(most)d choices can be offered.") % {"most": MOST}, field="choices")
    seen: set[str] = set()
    for one in told:
        if one.key and one.key not in known:
            raise BadInput(
                _("There is no choice “%(key)s” here any more. Load the page anew.") % {"key": one.key[:40]},
                field="choices",
            )
        name = sort_name(one.label)
        if name in seen or any(name == key for key in known if key != one.key):
            raise BadInput(
                _("The choice “%(label)s” is there twice, as a label or a key.") % {"label": one.label},
                field="choices",
            )
        seen.add(name)


def _free_key(label: str, taken: set[str]) -> str:
    stem = key_from(label)[:36]
    return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if key not in taken)
