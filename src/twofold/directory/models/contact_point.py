"""Contact points: where a party can be reached, as written and in one normal form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models.party import Party


class ContactPoint(GuardedModel):
    """An e-mail address, a phone number (E.164), a handle (``network:name``) or a postal address."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        HANDLE = "handle", _("Handle")
        ADDRESS = "address", _("Address")

    class Delivery(models.TextChoices):
        WORKS = "works", _("Reachable")
        UNSURE = "unsure", _("Did not get through lately")
        BOUNCES = "bounces", _("Does not exist any more")
        OBJECTED = "objected", _("Marked our mail as unwanted")

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=300)
    normalized = models.CharField(max_length=300)
    label = models.CharField(max_length=40, blank=True)
    parts = models.JSONField(
        default=dict, blank=True, help_text="street, city, region, postcode, country of an address"
    )
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True, blank=True)
    delivery = models.CharField(
        max_length=8, choices=Delivery, default=Delivery.WORKS, db_default=Delivery.WORKS
    )
    delivery_since = models.DateTimeField(null=True, blank=True)
    delivery_answer = models.CharField(
        max_length=300, blank=True, db_default="", help_text=_("What the other server said.")
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("normalized", "kind", "party"), name="contact_point_once_per_party"
            ),
        )

    def __str__(self) -> str:
        return self.value
