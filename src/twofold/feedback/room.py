"""The plate of feedback."""

from twofold.core.plates import Mover, Plate
from twofold.directory.models import Party
from twofold.feedback import access
from twofold.feedback.actions.ideas.followers import MOVERS as IDEA_MOVERS
from twofold.feedback.actions.ideas.followers import UNDOERS as IDEA_UNDOERS
from twofold.feedback.actions.observations.followers import MOVERS as OBSERVATION_MOVERS
from twofold.feedback.actions.observations.from_conversation import COUNT_IT
from twofold.feedback.actions.personal import PERSONAL_DATA
from twofold.feedback.actions.reviews.imports import RECORD_TYPES as REVIEW_RECORD_TYPES
from twofold.feedback.actions.reviews.rows import IMPORTED as IMPORTED_REVIEWS
from twofold.feedback.actions.reviews.rows import UNDOERS as REVIEW_UNDOERS
from twofold.feedback.models import (
    Idea,
    IdeaVote,
    Observation,
    ObservationCode,
    Praised,
    Review,
    ReviewInvitation,
    ReviewRule,
    ReviewSource,
    ReviewText,
    SecondCoding,
)
from twofold.feedback.queries.ideas import plate as ideas
from twofold.feedback.queries.ideas.evidence import IDEA_SOURCE
from twofold.feedback.queries.ideas.list import IDEAS
from twofold.feedback.queries.ideas.told import NOTICES as IDEA_NOTICES
from twofold.feedback.queries.observations import plate as observations
from twofold.feedback.queries.observations.evidence import OBSERVATION_SOURCE
from twofold.feedback.queries.observations.extract import EXTRACT as COUNTS_EXTRACT
from twofold.feedback.queries.observations.figures import MEASURES as OBSERVATION_MEASURES
from twofold.feedback.queries.observations.list import OBSERVATIONS
from twofold.feedback.queries.reviews import plate as reviews
from twofold.feedback.queries.reviews.figures import MEASURES as REVIEW_MEASURES
from twofold.feedback.queries.reviews.list import REVIEWS
from twofold.relationships.models import Relationship

plate = Plate(
    name="feedback",
    movers=(
        Mover(Review, "party_id", to=Party),
        Mover(Review, "relationship_id", to=Relationship),
        Mover(ReviewInvitation, "party_id", to=Party),
        Mover(ReviewInvitation, "relationship_id", to=Relationship),
        Mover(Praised, "person_id", to=Party, once_with=("review_id",)),
        *IDEA_MOVERS,
        *OBSERVATION_MOVERS,
    ),
    undoers=(*IDEA_UNDOERS, *observations.UNDOERS, *REVIEW_UNDOERS),
    imported=IMPORTED_REVIEWS,
    record_types=REVIEW_RECORD_TYPES,
    measures=(*REVIEW_MEASURES, *OBSERVATION_MEASURES),
    schedules=reviews.SCHEDULES,
    panels=reviews.PANELS,
    settings_pages=(reviews.SETTINGS,),
    personal_data=(PERSONAL_DATA,),
    lists=(IDEAS, OBSERVATIONS, REVIEWS),
    search_kinds=(ideas.SEARCH, observations.SEARCH, reviews.SEARCH),
    timeline_sources=(ideas.TIMELINE, observations.TIMELINE, reviews.TIMELINE),
    evidence_sources=(IDEA_SOURCE, OBSERVATION_SOURCE, reviews.EVIDENCE),
    navigation=(ideas.NAVIGATION, observations.NAVIGATION, reviews.NAVIGATION),
    portal_navigation=(ideas.PORTAL,),
    commands=(
        ideas.COMMAND,
        observations.COMMAND,
    ),
    notices=(*IDEA_NOTICES, *reviews.NOTICES),
    listeners=ideas.LISTENERS,
    field_labels=ideas.FIELD_LABELS | observations.FIELD_LABELS | reviews.FIELD_LABELS,
    verbs=ideas.VERBS | observations.VERBS | reviews.VERBS,
    kept_also=(COUNT_IT,),
    extracts=(COUNTS_EXTRACT,),
    policies={
        ReviewSource: access.of_unit_policy,
        Review: access.of_unit_policy,
        ReviewInvitation: access.of_unit_policy,
        Idea: access.idea_policy,
        Observation: access.of_unit_policy,
        ObservationCode: access.of_unit_policy,
    },
    public_models=(IdeaVote, Praised, ReviewRule, ReviewText, SecondCoding),
    privacy={
        ReviewSource: dict.fromkeys(
            (
                *("unit", "offering", "name", "kind", "address", "key", "secret", "most_stars", "low_stars"),
                *("answer_within_hours", "stale_after_days", "is_on", "asks_after", "asks_at", "asks_since"),
                *("ask_after_days", "ask_share", "read_at", "etag", "last_modified", "trouble", "created_at"),
            ),
            "none",
        ),
        ReviewRule: dict.fromkeys(("source", "field", "value", "unit", "offering"), "none"),
        ReviewInvitation: dict.fromkeys(("source", "unit", "after", "due_at", "state", "why"), "none")
        | dict.fromkeys(("party", "relationship", "subject_id", "settled_at"), "personal"),
        Review: dict.fromkeys(
            (
                *("source", "unit", "offering", "written_at", "changed_at", "received_at", "answered_at"),
                *("stars", "of_five", "answer_due_at", "language", "place", "product", "may_quote"),
                *("import_run_id", "erased_at"),
            ),
            "none",
        )
        | dict.fromkeys(("external_id", "party", "relationship", "author_name", "link", "case"), "personal")
        | dict.fromkeys(("title", "text", "answer"), "free_text"),
        ReviewText: {
            "review": "none",
            "stars": "none",
            "title": "free_text",
            "text": "free_text",
            "written_at": "none",
            "replaced_at": "none",
        },
        Praised: {"review": "none", "person": "personal"},
        Idea: dict.fromkeys(
            (
                *("unit", "side", "kind", "offering", "state", "planned_for", "answered_at", "is_shown"),
                *("merged_into", "votes", "proposed_at"),
            ),
            "none",
        )
        | {"author": "personal", "title": "free_text", "text": "free_text", "answer": "free_text"},
        IdeaVote: {"idea": "none", "party": "personal", "voted_at": "personal"},
        SecondCoding: {"observation": "none", "coder": "personal", "coded_at": "none"},
        ObservationCode: dict.fromkeys(("unit", "name", "definition", "is_used"), "none"),
        Observation: dict.fromkeys(
            ("unit", "side", "how", "offering", "seen_at", "how_many", "noted_at"), "none"
        )
        | dict.fromkeys(("observer", "about", "conversation"), "personal")
        | dict.fromkeys(("place", "text"), "free_text"),
    },
)
