"""What an article says, and for whom."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.articles import LONGEST_TITLE
from twofold.cases.actions.refusals import LONGEST_WORDS


class ArticleForm(forms.Form):
    """One article."""

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, help_text=_("As somebody would ask: “How do I …?”")
    )
    body = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 14}),
        help_text=_("Plain words. **bold**, lists with - or 1., headings with #, and [links](https://…)."),
    )
    audience = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            ("public", _("Everyone, without signing in")),
            ("colleagues", _("Colleagues, in the portal")),
            ("staff", _("Those who serve, among themselves")),
        ],
        widget=forms.RadioSelect,
        initial="colleagues",
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("Any")), *settings.LANGUAGES], required=False
    )

    def __init__(self, *args, units: list[tuple[int, str]] | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = units
