"""The plate of the example enterprise."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Plate

plate = Plate(name="example", verbs={"example.enterprise_loaded": _("Example enterprise loaded")})
