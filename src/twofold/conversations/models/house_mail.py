"""Mail of the house on its way: what is to be sent, sealed, until it was sent."""

from django.db import models

from twofold.conversations.models.outgoing_mail import OutgoingMail
from twofold.core.house_mail import MailKind


class HouseMail(models.Model):
    """What goes with a mail of no conversation. Nobody reads it here: it may hold a code."""

    mail = models.OneToOneField(
        OutgoingMail, on_delete=models.CASCADE, primary_key=True, related_name="house"
    )
    kind = models.CharField(max_length=12, choices=MailKind)
    return_path = models.CharField(max_length=254)
    content = models.TextField(
        blank=True, help_text="Sealed; empty once it was sent or is of no use any more."
    )
    valid_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.get_kind_display()
