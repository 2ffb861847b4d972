"""How Django's forms are drawn: `FORM_RENDERER = "twofold.ui.forms.FormRenderer"`."""

from django.forms import widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

from twofold.ui.widgets import written

WIDGET_CLASSES = (
    (widgets.CheckboxSelectMultiple, "choices"),
    (widgets.RadioSelect, "choices"),
    (widgets.CheckboxInput, "form-check-input"),
    (widgets.Select, "form-select"),
    (widgets.Widget, "form-control"),
)


class StyledField(BoundField):
    """A field whose widget carries the house's classes wherever it is drawn."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        house = next(name for kind, name in WIDGET_CLASSES if isinstance(drawn, kind))
        attrs["class"] = " ".join(
            filter(None, [house, drawn.attrs.get("class"), attrs.get("class"), self._invalid])
        )
        return attrs

    @property
    def _invalid(self) -> str:
        return "is-invalid" if self.errors else ""

    @property
    def is_check(self) -> bool:
        """Whether the label stands behind the box rather than above the field."""
        return isinstance(self.field.widget, widgets.CheckboxInput)


class FormRenderer(DjangoTemplates):
    """Forms and fields by our templates; widgets as Django's own have them."""

    form_template_name = "ui/components/fields.html"
    field_template_name = "ui/components/field.html"
    bound_field_class = StyledField

    def render(self, template_name, context, request=None):
        plain = written(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if plain is None else plain

    def get_template(self, template_name):
        if template_name.startswith("ui/"):
            return get_template(template_name)
        return super().get_template(template_name)
