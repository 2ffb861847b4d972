"""Columns of a file that are attributes: read with the line they stand in, parties looked up a batch at a time.

An empty cell leaves a value as it is. A new record is refused without a value that is required if the file has a column for it;
a file that has none brings its records in, and whoever edits one is asked.
"""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.plates import ImportContext, ImportField, Row
from twofold.directory.access import is_house
from twofold.directory.actions.attribute_entries import share_attributes
from twofold.directory.models import Attribute, Party
from twofold.directory.models.attribute_texts import read_text
from twofold.directory.models.attribute_values import (
    LONGEST_TEXT,
    Kept,
    Kind,
    checked,
    choice_labels,
    field_name,
    refusal,
)
from twofold.directory.models.names import sort_name
from twofold.directory.queries.attributes import attributes_of
from twofold.directory.queries.named_parties import named_parties

KINDS = {Kind.NUMBER: "decimal", Kind.DATE: "date", Kind.YES_NO: "yesno"}
LONGEST_CHOICES = 5_000


def import_fields(kind: str) -> list[ImportField]:
    """What columns can be mapped to because the enterprise added it to this kind of record."""
    return [
        ImportField(
            field_name(one),
            one.label,
            KINDS.get(one.kind, "text"),
            aliases=tuple(dict.fromkeys((_bare(one.label), _bare(one.key)))),
            help=one.help or ", ".join(choice_labels(one).values())[:200],
            longest=LONGEST_CHOICES if one.kind == Kind.CHOICES else LONGEST_TEXT,
        )
        for one in attributes_of(kind)
    ]


class ImportedAttributes:
    """The attributes to which columns of one import are mapped."""

    def __init__(self, context: ImportContext, kind: str) -> None:
        self.context = context
        self.mapped = tuple(one for one in attributes_of(kind) if field_name(one) in context.headers)
        self._parties: Mapping[str, set[int]] = {}

    def learn(self, rows: Sequence[Row]) -> None:
        """Look up whom these lines name. Called in the transaction that writes them, first of all."""
        if not self.mapped:
            return
        share_attributes()
        columns = [field_name(one) for one in self.mapped if one.kind == Kind.PARTY]
        texts = {str(row.values[name]) for name in columns for row in rows if name in row.values}
        if not texts:
            return
        actor = self.context.actor
        reach = Party.objects.system("the house imports") if is_house(actor) else None
        self._parties = named_parties(texts, visible_list(Party, actor, "name") if reach is None else reach)

    def read(self, row: Row, kept: Mapping[str, Kept] | None = None) -> dict[str, Kept]:
        """Id of an attribute as text → the value that a line gives it.

        :param kept: the record's values until now
        :raises BadInput: naming the attribute
        """
        told = {}
        for one in self.mapped:
            value = row.values.get(field_name(one))
            if value is not None:
                key = str(one.pk)
                told[key] = self._value(one, value, (kept or {}).get(key))
        return {key: value for key, value in told.items() if value is not None}

    def require(self, told: Mapping[str, Kept]) -> None:
        """Refuse a new record that lacks what is required, as far as the file has columns for it.

        :raises BadInput: naming the attribute
        """
        for one in self.mapped:
            if one.is_required and str(one.pk) not in told:
                raise refusal(one, _("Fill this in, it is required."))

    def by_key(self, told: Mapping[str, Kept]) -> dict[str, Kept]:
        """The same values as the verbs take them."""
        keys = {str(one.pk): one.key for one in self.mapped}
        return {keys[pk]: value for pk, value in told.items()}

    def _value(self, attribute: Attribute, value: object, kept: Kept | None) -> Kept | None:
        if attribute.kind == Kind.PARTY:
            return self._party(attribute, str(value))
        if attribute.kind in KINDS:
            return checked(attribute, value)
        return read_text(attribute, str(value), kept=kept)

    def _party(self, attribute: Attribute, text: str) -> int:
        found = self._parties.get(text, set())
        if len(found) == 1:
            return next(iter(found))
        sentence = (
            _("“%(text)s” may mean several parties. Use a key or an e-mail address instead.")
            if found
            else _("Nobody your units know is called “%(text)s”.")
        )
        raise refusal(attribute, sentence, text=text[:80])


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", sort_name(text))
