"""What if: the unit's own last weeks, replayed with other weights, more people, or another rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.cases.models import Stream
from twofold.cases.queries.queue_fairness import Asked, arrivals_of
from twofold.science.queue_simulation import Replay, Rule, StreamOutcome, replay, with_more_people
from twofold.ui.figures import days
from twofold.ui.formats import NOTHING, number, percent

FEWEST = 10
"""Of fewer picks than this nothing is said."""
PEOPLE = [
    (-1, gettext_lazy("One person less")),
    (0, gettext_lazy("As many people")),
    (1, gettext_lazy("One person more")),
    (2, gettext_lazy("Two people more")),
]


class WhatIfForm(forms.Form):
    """Other weights and more people."""

    more = forms.TypedChoiceField(label=gettext_lazy("People"), choices=PEOPLE, coerce=int)

    def __init__(self, *args: Any, streams: Sequence[Stream], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stream in streams:
            self.fields[stream.value] = forms.FloatField(
                label=stream.label, min_value=0.01, max_value=1000, widget=forms.NumberInput({"step": "any"})
            )


@dataclass(frozen=True)
class Scenario:
    """One replay, by name."""

    name: str
    outcome: Replay

    def of(self, stream: Stream) -> StreamOutcome | None:
        """What became of a stream."""
        return self.outcome.streams.get(stream.value)


@dataclass(frozen=True)
class WhatIf:
    """The replays side by side, as a chart with its numbers; no scenarios where too little was handed out."""

    form: WhatIfForm
    scenarios: list[Scenario]
    picks: int
    people: int
    chart: Mapping[str, Any] | None = None


def what_if(
    asked: Sequence[Asked], weights: Mapping[str, float], given: Mapping | None, now: datetime
) -> WhatIf:
    """Replay what was asked for by the rules that one may want to compare."""
    streams = [stream for stream in Stream if any(one.stream == stream for one in asked)]
    initial = {"more": 1, **{stream.value: weights[stream] for stream in streams}}
    form = WhatIfForm(given or None, streams=streams, initial=initial)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else initial
    picks = [(one.handed_at - now).total_seconds() / 86400 for one in asked if one.handed_at]
    people = len({one.person_id for one in asked if one.person_id})
    if len(picks) < FEWEST or not people:
        return WhatIf(form, [], len(picks), people)
    arrivals, more = arrivals_of(asked, now), max(int(chosen["more"]), 1 - people)
    other = {stream.value: float(chosen[stream.value]) for stream in streams}
    scenarios = [
        Scenario(_("Fair queue"), replay(arrivals, picks, weights=weights, until=0)),
        Scenario(_("First come"), replay(arrivals, picks, rule=Rule.FIRST_COME, until=0)),
        Scenario(_("Strict order"), replay(arrivals, picks, rule=Rule.STRICT, weights=weights, until=0)),
        Scenario(
            _("What if"), replay(arrivals, with_more_people(picks, people, more), weights=other, until=0)
        ),
    ]
    return WhatIf(form, scenarios, len(picks), people, _chart(scenarios, streams))


def _chart(scenarios: Sequence[Scenario], streams: Sequence[Stream]) -> dict[str, Any]:
    """How many days each waited on average so far, by stream and rule; and the numbers behind it."""
    bars = [
        {"name": one.name, "type": "bar", "data": [_mean(one.of(stream)) for stream in streams]}
        for one in scenarios
    ]
    labels = [str(stream.label) for stream in streams]
    return {
        "option": {
            "tooltip": {},
            "legend": {},
            "grid": {"left": 8, "right": 16, "top": 56, "bottom": 8, "containLabel": True},
            "xAxis": {
                "type": "category",
                "data": labels,
                "axisLabel": {"interval": 0, "width": 88, "overflow": "break", "lineHeight": 16},
            },
            "yAxis": {"type": "value", "axisLabel": {"formatter": "{value}"}},
            "series": bars,
        },
        "columns": [_("Rule"), *labels, _("Alike (Jain)")],
        "rows": [
            [one.name, *(_told(one.of(stream)) for stream in streams), number(one.outcome.jain.value, 3)]
            for one in scenarios
        ],
    }


def _mean(outcome: StreamOutcome | None) -> float | None:
    return round(outcome.mean_so_far, 2) if outcome else None


def _told(outcome: StreamOutcome | None) -> str:
    if outcome is None:
        return NOTHING
    waits = [outcome.waits.median.point, outcome.waits.quantile(0.9).point]
    written = [_("not reached") if one is None else days(round(one, 1)) for one in waits]
    return _("%(share)s served; median %(median)s, nine in ten %(p90)s") % {
        "share": percent(outcome.share_served),
        "median": written[0],
        "p90": written[1],
    }
