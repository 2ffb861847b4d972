"""The privacy desk: giving people a copy of their data, and erasing them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import house
from twofold.directory.models import KnownTo, Party
from twofold.directory.queries.aliases import with_aliases
from twofold.timeline.actions.record import record
from twofold.workspace.models import PrivacyRequest
from twofold.workspace.queries.privacy import is_erased, obstacles, require_desk, shares
from twofold.workspace.queries.subject_copy import SubjectCopy, subject_copy

Kind = PrivacyRequest.Kind
LONGEST = 200
ERASURE_TASK = "twofold.workspace.tasks.carry_out_erasure"
INDEX_TASK = "twofold.search.tasks.tend_index"


@transaction.atomic
def give_copy(
    party: Party, *, reason: str, actor: Actor, now: datetime
) -> tuple[PrivacyRequest, SubjectCopy]:
    """Put together all that is held about a person, for them.

    :param reason: who asked, and how; names of others do not belong here
    :returns: what was done, and the copy
    :raises NotAllowed: if the actor does not lead every unit that knows the person
    """
    require_desk(actor, party.pk)
    copy = subject_copy(party, now=now)
    request = _request(Kind.ACCESS, party, reason, actor, now)
    request.done_at, request.done_by_id, request.summary = now, actor.person_id, _summary(copy)
    request.save()
    _record("workspace.copy_given", request, [party.pk], actor, now)
    return request, copy


@transaction.atomic
def ask_erasure(party: Party, *, typed_name: str, reason: str, actor: Actor, now: datetime) -> PrivacyRequest:
    """Have a person erased in the background. It cannot be taken back.

    :param typed_name: the person's name, typed by whoever decides
    :raises NotAllowed: if the actor does not lead every unit that knows the person
    :raises BadInput: if the name is another one
    :raises Conflict: if something stands against it, or it is done or under way already
    """
    require_desk(actor, party.pk)
    if " ".join(typed_name.split()).casefold() != party.name.casefold():
        raise BadInput(
            _("Type the name as it stands above, so that nobody else is erased."), field="typed_name"
        )
    _require_erasable(party.pk)
    waiting = PrivacyRequest.objects.system("one erasure at a time").filter(
        kind=Kind.ERASURE, party_id=party.pk, done_at=None
    )
    if waiting.exists():
        raise Conflict(_("This person is being erased already."))
    request = _request(Kind.ERASURE, party, reason, actor, now)
    request.save()
    import_string(ERASURE_TASK).enqueue(request_id=request.pk, user_id=actor.user_id)
    return request


@transaction.atomic
def erase_person(request: PrivacyRequest, *, actor: Actor, now: datetime) -> None:
    """Carry an erasure out, all in one transaction: killed in between, nothing is done and it begins anew.

    :raises Conflict: if something stands against it by now; then nothing is erased
    """
    locked = PrivacyRequest.objects.system("one erasure at a time").select_for_update().get(pk=request.pk)
    if locked.done_at:
        return
    _require_erasable(locked.party_id)
    locked.summary = {
        f"{room.label}: {label}": count for room in shares(locked.party_id) for label, count in room.counts
    }
    ids = with_aliases(locked.party_id)
    erase_people(ids, actor=actor, now=now)
    locked.refresh_from_db(fields=["reason"])
    locked.done_at, locked.done_by_id = now, actor.person_id
    locked.save(update_fields=["done_at", "done_by_id", "summary"])
    _record("workspace.person_erased", locked, [locked.party_id], actor, now)


def erase_people(ids: Sequence[int], *, actor: Actor, now: datetime) -> None:
    """Take every personal value of these people out of all rooms, the uppermost first; in the caller's transaction."""
    for data in reversed(list(house().every("personal_data"))):
        data.erase(ids, actor, now)
    import_string(INDEX_TASK).enqueue()  # what the full-text index has deleted is purged from its pages


def refuse_erasure(request: PrivacyRequest, sentence: str, *, now: datetime) -> None:
    """Note why an erasure that was asked for has not been carried out."""
    rows = PrivacyRequest.objects.system("this very request").filter(pk=request.pk, done_at=None)
    rows.update(done_at=now, summary={sentence: 0})


def _require_erasable(party_id: int) -> None:
    if is_erased(party_id):
        raise Conflict(_("This person has been erased already."))
    against = obstacles(with_aliases(party_id))
    if against:
        raise Conflict(" ".join(sentence for some in against.values() for sentence in some))


def _request(kind: str, party: Party, reason: str, actor: Actor, now: datetime) -> PrivacyRequest:
    if len(reason) > LONGEST:
        raise BadInput(_("Say it in at most %(most)d characters.") % {"most": LONGEST}, field="reason")
    unit_id = (
        party.home_unit_id
        or KnownTo.objects.filter(party=party).order_by("pk").values_list("unit_id", flat=True)[0]
    )
    return PrivacyRequest(
        kind=kind, party_id=party.pk, unit_id=unit_id, reason=reason.strip(), asked_on=now.date()
    )


def _summary(copy: SubjectCopy) -> dict[str, int]:
    missing = {_("Files that could not be found"): len(copy.missing)} if copy.missing else {}
    return dict(copy.counts) | missing


def _record(verb: str, request: PrivacyRequest, parties: list[int], actor: Actor, now: datetime) -> None:
    record(verb, subject=request, actor=actor, now=now, unit_id=request.unit_id, parties=parties)
