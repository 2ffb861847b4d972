"""Forms that remember what the record said when they were opened, so that two people never overwrite each other."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from twofold.core.conflicts import Clash, EditedMeanwhile, clashes, kept_theirs, plain

ORIGINAL, KEEP = "original", "keep-"
THEIRS, MINE, BOTH = "theirs", "mine", "both"
SALT = "twofold.original"


class Compared:
    """What a form is that can be compared: mixed into it. Only a form that was told what it opened on asks anything."""

    clashes: tuple[Clash, ...] = ()
    theirs: Mapping[str, Any] = MappingProxyType({})

    def opened_on(self, values: Mapping[str, Any]) -> Self:
        """Carry along, signed and hidden, what the record says now.

        :param values: by the names of the form's fields, as `initial` takes them
        """
        self.fields[ORIGINAL] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial[ORIGINAL] = self.token({name: values[name] for name in self.fields if name in values})
        return self

    def settle(self, theirs: Mapping[str, Any]) -> None:
        """Bring `cleaned_data` together with what the record says now. Call it once the record is locked.

        What only they changed stays theirs. A form that came without its original, or with a damaged one, has its way.

        :raises EditedMeanwhile: if both changed a field, and nobody has said yet what shall stand
        """
        self.theirs = theirs
        original, undecided = self._read()
        mine = {name: self.cleaned_data[name] for name in original if name in self.cleaned_data}
        self._choose(original, mine, undecided)
        found = clashes(original, theirs, mine) + self._still_open(original, theirs, mine, undecided)
        if found:
            self.clashes = tuple({clash.field: clash for clash in found}.values())
            raise EditedMeanwhile(
                _("Somebody has changed the same fields meanwhile. Choose what shall stand.")
            )
        for name, value in kept_theirs(original, theirs, mine).items():
            mine[name] = self.read(name, value)
        self.cleaned_data.update(mine)

    def token(self, values: Mapping[str, Any], undecided: tuple[str, ...] = ()) -> str:
        """What travels with the form."""
        told = {name: plain(value) for name, value in values.items()}
        return signing.dumps([told, undecided], salt=SALT, compress=True)

    def renewed(self) -> str:
        """The token for choosing: the record as it is now, and which fields wait for a decision."""
        original, _undecided = self._read()
        now = {name: self.theirs.get(name, was) for name, was in original.items()}
        return self.token(now, tuple(clash.field for clash in self.clashes))

    def read(self, name: str, value: Any) -> Any:
        """A stored value as the form would have read it; as it is, if the form does not offer it."""
        field = self.fields[name]
        try:
            return field.clean(field.prepare_value(value))
        except ValidationError:
            return value

    def _post_clean(self) -> None:
        super()._post_clean()
        self.cleaned_data.pop(ORIGINAL, None)  # nothing of the record

    def _choose(self, original: Mapping[str, Any], mine: dict[str, Any], undecided: list[str]) -> None:
        for name in undecided:
            chosen = self._chosen(name)
            if chosen == THEIRS:
                mine[name] = self.read(name, original[name])
            elif chosen == BOTH:
                mine[name] = "\n\n".join(filter(None, [str(original[name]), str(mine[name])]))

    def _still_open(
        self,
        original: Mapping[str, Any],
        theirs: Mapping[str, Any],
        mine: Mapping[str, Any],
        names: list[str],
    ) -> list[Clash]:
        """Fields for which the page asked, and got no answer."""
        unanswered = [name for name in names if self._chosen(name) not in (THEIRS, MINE, BOTH)]
        return [
            Clash(name, original[name], theirs.get(name, original[name]), mine[name])
            for name in unanswered
            if plain(mine[name]) != original[name]
        ]

    def _chosen(self, name: str) -> str:
        return self.data.get(self.add_prefix(KEEP + name), "")

    def _read(self) -> tuple[dict[str, Any], list[str]]:
        try:
            told, undecided = signing.loads(self.data.get(self.add_prefix(ORIGINAL), ""), salt=SALT)
        except signing.BadSignature:
            return {}, []
        known = {name: value for name, value in told.items() if name in self.fields}
        return known, [name for name in undecided if name in known]
