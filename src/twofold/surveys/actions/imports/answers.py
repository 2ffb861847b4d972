"""The writer of imported answers: one respondent a line, one question a column."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import cached_property

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.core.setwise import among
from twofold.directory.access import require_work_in
from twofold.directory.models import ContactPoint, Identifier, KnownTo, Unit
from twofold.relationships.actions.import_customers import find_customers
from twofold.relationships.models import Relationship
from twofold.surveys.actions.imports.instruments import guessed, read_rules, ruled, whole_number
from twofold.surveys.models import Answer, Question, Response, Survey

REASON = "an import acts for its unit"
LONGEST = 5_000


class AnswerWriter:
    """Writes the sheets of one survey. A line whose key is known is left as it was: an answer given is not rewritten.

    Survey and questions are found again by name and column, so that a second file adds to the first on the same scales;
    where only totals are told, there is no second file.
    """

    def __init__(self, context: ImportContext) -> None:
        require_work_in(context.actor, context.unit_id)
        self.context = context
        self.rules = read_rules(context.options["instruments"])
        self.answered_on = _day(context.options["answered_on"])
        self.name = " ".join(context.options["survey"].split())[:200]
        if not self.name:
            raise BadInput(_("Say what the survey is called."), field="option_survey")
        if existing := self._existing():
            self._require_may_add(existing)
        self.scheme = context.headers.get("customer", "customer")
        self._relationships: dict[str, int] = {}

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch."""
        questions = self._questions(rows)
        self._learn_respondents(rows)
        known = self._known(rows)
        results, sheets, answers = [], [], []
        for row in rows:
            if row.key and row.key in known:
                results.append(RowResult(row.number, Outcome.UNCHANGED))
            elif refusal := self._refusal(row, questions):
                results.append(refusal)
            else:
                sheet = self._sheet(row)
                sheets.append(sheet)
                answers += [_answer(sheet, questions[header], text) for header, text in row.extra.items()]
                results.append(RowResult(row.number, Outcome.CREATED))
        Response.objects.bulk_create(sheets)
        Answer.objects.bulk_create(answers)
        return results

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    # The survey and its questions

    @cached_property
    def survey(self) -> Survey:
        """The survey of that name, made when first needed."""
        survey = self._existing()
        if survey is None:
            survey = Survey.objects.create(
                unit_id=self.context.unit_id,
                name=self.name,
                side=self.context.options["side"],
                mode=self.context.options["mode"],
                created_at=self.context.now,
                import_run_id=self.context.run_id,
            )
        return survey

    def _existing(self) -> Survey | None:
        surveys = Survey.objects.system(REASON).filter(unit_id=self.context.unit_id, name=self.name)
        return surveys.first()

    def _require_may_add(self, survey: Survey) -> None:
        """Refuse another side or mode, and a second file for totals that stand: their difference could be one person."""
        options = self.context.options
        if (survey.side, survey.mode) != (options["side"], options["mode"]):
            raise BadInput(
                _("“%(name)s” is %(side)s and %(mode)s. Choose the same, or another name.")
                % {"name": survey.name, "side": survey.get_side_display(), "mode": survey.get_mode_display()},
                field="option_survey",
            )
        if survey.is_protected and survey.import_run_id != self.context.run_id:
            raise BadInput(
                _(
                    "“%(name)s” has been brought in already. Answers added later could be told apart from the first ones; "
                    "give them a name of their own."
                )
                % {"name": survey.name},
                field="option_survey",
            )

    def _questions(self, rows: Sequence[Row]) -> dict[str, Question]:
        """Column → question; a column that is new becomes one, put as a rule says or as its answers look."""
        questions = {question.code: question for question in Question.objects.filter(survey=self.survey)}
        columns = {header: [] for row in rows for header in row.extra if header[:120] not in questions}
        for row in rows:
            for header, text in row.extra.items():
                if header in columns:
                    columns[header].append(text)
        asked = {header: rule for header in columns if (rule := ruled(header, self.rules))}
        asked |= guessed({header: texts for header, texts in columns.items() if header not in asked})
        fresh = [
            Question(
                survey=self.survey,
                code=header[:120],
                wording=header[:300],
                instrument=asked[header].instrument,
                scale_low=asked[header].low,
                scale_high=asked[header].high,
                position=len(questions) + place,
            )
            for place, header in enumerate(columns)
        ]
        Question.objects.bulk_create(fresh)
        questions |= {question.code: question for question in fresh}
        return {header: questions[header[:120]] for row in rows for header in row.extra}

    # The respondent

    def _learn_respondents(self, rows: Sequence[Row]) -> None:
        """Which relationships the respondents have with their unit. Answering a survey begins none."""
        parties = self._parties(rows)
        wanted = {parties[who] for row in rows if (who := _who(row)) in parties}
        served = Relationship.objects.system(REASON).filter(
            provider_id=self.context.unit_id, side=self.survey.side, customer_id__in=among(wanted)
        )
        relationships = dict(served.values_list("customer_id", "pk"))
        self._relationships = {
            who: relationships[party] for who, party in parties.items() if party in relationships
        }

    def _parties(self, rows: Sequence[Row]) -> dict[str, int]:
        """Identifier or address → party; an address only among those whom the unit knows, and if it is one party's."""
        names = {str(row.values["customer"]) for row in rows if "customer" in row.values}
        emails = {str(row.values["email"]).casefold() for row in rows if "email" in row.values}
        known = KnownTo.objects.filter(unit_id=self.context.unit_id).values("party_id")
        points = ContactPoint.objects.system(REASON).filter(
            kind=ContactPoint.Kind.EMAIL, normalized__in=among(emails), party__in=known
        )
        pairs = list(points.order_by("pk").values_list("normalized", "party_id"))
        owners = {email: {party for address, party in pairs if address == email} for email, _party in pairs}
        found = {email: min(parties) for email, parties in owners.items() if len(parties) == 1}
        return found | (find_customers(self.scheme, names, self._other_schemes) if names else {})

    @cached_property
    def _other_schemes(self) -> list[str]:
        schemes = Identifier.objects.exclude(scheme=self.scheme).values_list("scheme", flat=True)
        return list(schemes.order_by("scheme").distinct())

    @cached_property
    def _units(self) -> dict[str, int]:
        names = Unit.objects.system("that a unit exists is known to all staff").order_by("pk")
        return {name.casefold(): pk for pk, name in names.values_list("pk", "party__name")}

    # The sheet

    def _known(self, rows: Sequence[Row]) -> set[str]:
        keys = among({row.key for row in rows})
        sheets = Response.objects.system(REASON).filter(survey=self.survey, external_key__in=keys)
        return set(sheets.values_list("external_key", flat=True))

    def _sheet(self, row: Row) -> Response:
        unit = row.values.get("unit")
        return Response(
            survey=self.survey,
            relationship_id=self._relationships.get(_who(row)),
            unit_id=self._units[str(unit).casefold()] if unit else self.context.unit_id,
            answered_at=row.values.get("answered_at") or self.answered_on or self.context.now,
            external_key=row.key or None,
            import_run_id=self.context.run_id,
        )

    def _refusal(self, row: Row, questions: dict[str, Question]) -> RowResult | None:
        if not row.extra:
            return _rejected(row, "question", _("Nothing was answered on this line."))
        unit = row.values.get("unit")
        if unit and str(unit).casefold() not in self._units:
            return _rejected(row, "unit", _("No unit is called “%(name)s”.") % {"name": unit})
        for header, text in row.extra.items():
            if sentence := _off_scale(questions[header], text):
                return _rejected(row, "question", f"{header}: {sentence}")
        return None


def _who(row: Row) -> str:
    if "customer" in row.values:
        return str(row.values["customer"])
    return str(row.values.get("email", "")).casefold()


def _off_scale(question: Question, text: str) -> str:
    """What is wrong with an answer, or ""."""
    if question.instrument == Question.Instrument.TEXT:
        return "" if len(text) <= LONGEST else _("longer than %(n)s characters.") % {"n": LONGEST}
    number = whole_number(text)
    if number is not None and question.scale_low <= number <= question.scale_high:
        return ""
    scale = {"answer": text, "low": question.scale_low, "high": question.scale_high}
    return _("“%(answer)s” is not a whole number from %(low)s to %(high)s.") % scale


def _answer(sheet: Response, question: Question, text: str) -> Answer:
    if question.instrument == Question.Instrument.TEXT:
        return Answer(response=sheet, question=question, text=text)
    return Answer(response=sheet, question=question, number=whole_number(text))


def _rejected(row: Row, field: str, reason: str) -> RowResult:
    return RowResult(row.number, Outcome.REJECTED, reason, field)


def _day(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return datetime.combine(date.fromisoformat(text.strip()), time(12), UTC)
    except ValueError:
        raise BadInput(
            _("“%(day)s” is not a day. Write it like 2026-11-22.") % {"day": text}, field="option_answered_on"
        ) from None
