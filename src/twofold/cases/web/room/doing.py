"""Doing something in the conflict room: one form is carried out, and the room is shown anew; the same from both its doors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from twofold.cases.models import Case, CaseParty, CheckBack
from twofold.cases.queries.conflict_people import PARTY_ROLES
from twofold.core.access import get_visible
from twofold.core.errors import DomainError, NotVisible

Shown = Callable[[HttpRequest, Case, Mapping[str, Form]], HttpResponse]


@dataclass(frozen=True)
class RoomAct:
    """Someone does something in the room of a case.

    :param show: draws the room, with a form that could not be accepted
    :param route: of the room
    """

    request: HttpRequest
    case: Case
    show: Shown
    route: str

    @property
    def who(self) -> dict[str, Any]:
        """Who acts, and when, as the verbs take it."""
        return {"actor": self.request.actor, "now": timezone.now()}

    def party(self, row: int) -> int:
        """The party that takes part in the case by this row.

        :raises NotVisible: if none does
        """
        found = CaseParty.objects.filter(pk=row, case=self.case, role__in=PARTY_ROLES).first()
        if found is None:
            raise NotVisible
        return found.party_id

    def check_back(self, pk: int) -> CheckBack:
        """A question whether it holds, of this case.

        :raises NotVisible: if it is none, or not the actor's to see
        """
        asked = get_visible(CheckBack, self.request.actor, pk)
        if asked.case_id != self.case.pk:
            raise NotVisible
        return asked

    def carry_out(self, name: str, form: Form, act: Callable[[dict], object], done: str) -> HttpResponse:
        """Act and show the room anew; what could not be accepted is said at the field.

        :param name: of the form, among those that the room shows
        """
        if form.is_valid():
            try:
                act(form.cleaned_data)
            except DomainError as refusal:
                if refusal.status in (403, 404) or not form.fields:
                    raise
                at = next((one for one in (refusal.field, "party") if one in form.fields), None)
                form.add_error(at, refusal.sentence)
            else:
                return self.done(done)
        return self.show(self.request, self.case, {name: form})

    def done(self, sentence: str) -> HttpResponse:
        """Back to the room, with a word about what was done."""
        messages.success(self.request, sentence)
        return redirect(self.route, pk=self.case.pk)
