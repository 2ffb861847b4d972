"""What is kept of writing to people: that it was done, and that they want it no more. Both go with them."""

from django.utils.translation import gettext_lazy

from twofold.conversations.models import ContactMade, ContactObjection
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

CONTACT_DATA = personal_data(
    gettext_lazy("Written to"),
    PersonalRows(ContactMade, gettext_lazy("Written to without having asked for it"), "party_id", goes=True),
    PersonalRows(ContactObjection, gettext_lazy("Wants to be written to no more"), "party_id", goes=True),
)
