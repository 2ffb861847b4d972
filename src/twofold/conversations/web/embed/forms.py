"""A form as a script on somebody's website asks for it and hands it in."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from twofold.conversations.channels.form.fields import TRAP, SubmissionForm
from twofold.conversations.channels.form.plan import FormPlan, plan_of
from twofold.conversations.channels.form.submit import submit_form
from twofold.conversations.channels.public.stamps import QUICKEST, new_stamp
from twofold.conversations.web.embed.doors import Asked, door


@door("form", "GET", "POST")
def embed_form(asked: Asked) -> HttpResponse:
    """What the form asks; or what somebody hands in."""
    plan = plan_of(asked.channel)
    if asked.request.method == "GET":
        return JsonResponse(_described(plan) | {"stamp": new_stamp(asked.channel.key, now=asked.now)})
    form = submit_form(asked.channel, asked.given, network=asked.network, now=asked.now)
    if form.errors and not form.fell_for_the_trap:
        return JsonResponse({"errors": {name: said[0] for name, said in form.errors.items()}}, status=422)
    return JsonResponse({"thanks": thanks(plan)}, status=201)


def thanks(plan: FormPlan) -> str:
    """What whoever has handed it in is told."""
    return plan.thanks or _("Thank you. Your message has reached us.")


def _described(plan: FormPlan) -> dict:
    return {
        "language": plan.language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "title": plan.title,
        "intro": plan.intro,
        "privacy": plan.privacy,
        "fields": list(SubmissionForm(plan).described()),
        "trap": TRAP,
        "quickest": QUICKEST.total_seconds(),
        "words": {
            "send": _("Send"),
            "sending": _("Sending …"),
            "optional": _("optional"),
            "choose": _("Please choose"),
            "unreachable": _(
                "It could not be sent. Check your connection and try again; what you wrote is still here."
            ),
            "mistakes": _("Please look at what is marked."),
            "preview": _("This is a preview: nothing was sent."),
            "another": _("Write another message"),
            "trap": _("Leave this empty"),
        },
    }
