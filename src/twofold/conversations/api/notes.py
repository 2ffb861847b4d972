"""Notes at conversations. They have scopes of their own: a program that answers customers needs none of them."""

from html import unescape

from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from ninja import Query, Status

from twofold.conversations.actions.notes import add_note
from twofold.conversations.api.schemas import GivenWords, NoteList, ToldNote
from twofold.conversations.models import Conversation, Note
from twofold.conversations.queries.mentions import bodies_of
from twofold.conversations.queries.notes import notes_on
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.api.fields import Id, Paged
from twofold.core.api.router import Router
from twofold.core.paging import keyset_page

router = Router("notes")


@router.get("/conversations/{int:pk}/notes", response=NoteList)
def list_conversation_notes(request: HttpRequest, pk: Id, filters: Query[Paged]) -> NoteList:
    """What colleagues noted at a conversation, oldest first."""
    conversation = get_visible(Conversation, request.actor, pk)
    notes = notes_on(request.actor, Conversation._meta.label_lower, conversation.pk)
    page = keyset_page(notes.order_by(), order=("created_at", "pk"), token=filters.after, size=filters.limit)
    return NoteList(items=_told(page.rows, request.actor), after=page.after or None)


@router.post("/conversations/{int:pk}/notes", response={201: ToldNote})
def create_conversation_note(request: HttpRequest, pk: Id, given: GivenWords) -> Status:
    """Write a note, which is never sent to anyone."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    note = add_note(
        party=conversation.party,
        unit_id=conversation.unit_id,
        body=given.body,
        subject=conversation,
        actor=request.actor,
        now=timezone.now(),
    )
    [told] = _told([note], request.actor)
    return Status(201, told)


def _told(notes: list[Note], actor: Actor) -> list[ToldNote]:
    bodies = bodies_of(notes, actor)
    return [ToldNote.of(note, unescape(strip_tags(bodies[note.pk]))) for note in notes]
