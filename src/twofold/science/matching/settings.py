"""The comparisons by which splink weighs two records, with how often each level is met among true pairs (m).

m is stated, not learned: in a register with few duplicates, expectation maximization finds other patterns than duplicates.
u, how often a level is met by chance, is measured in the register itself. Source: Fellegi and Sunter, A Theory for Record
Linkage (1969).
"""

from typing import Any

SHARE = 0.05
"""Records expected to have a double; it moves all probabilities together."""


def settings_for(kind: str, records: int) -> Any:
    """The splink settings of ``person`` or ``organization``.

    :param records: how many there are, from which follows how rare a true pair is
    """
    from splink import SettingsCreator
    from splink.blocking_rule_library import CustomRule

    meets = CustomRule(
        "l.keys = r.keys and (l.is_new or r.is_new)", sql_dialect="duckdb", arrays_to_explode=["keys"]
    )
    names = _person_names() if kind == "person" else _company_names()
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[*names, *_ways_to_reach(), *_place()],
        blocking_rules_to_generate_predictions=[meets],
        probability_two_random_records_match=min(0.5, SHARE / max(records - 1, 1)),
        retain_matching_columns=False,
    )


def _person_names() -> list:
    import splink.comparison_library as cl

    both = cl.ForenameSurnameComparison("given", "family", forename_surname_concat_col_name="full_name")
    return [both.configure(m_probabilities=[0.6, 0.05, 0.15, 0.05, 0.07, 0.06, 0.02])]


def _company_names() -> list:
    import splink.comparison_library as cl

    name = cl.JaroWinklerAtThresholds("name", [0.95, 0.88])
    return [name.configure(term_frequency_adjustments=True, m_probabilities=[0.6, 0.2, 0.12, 0.08])]


def _ways_to_reach() -> list:
    import splink.comparison_library as cl

    return [
        _shared("emails", 0.6),
        _shared("phones", 0.6),
        _shared("groups", 0.5),
        cl.JaroWinklerAtThresholds("street", [0.92]).configure(m_probabilities=[0.6, 0.2, 0.2]),
    ]


def _place() -> list:
    import splink.comparison_library as cl

    return [
        cl.LevenshteinAtThresholds("postcode", [1]).configure(m_probabilities=[0.8, 0.1, 0.1]),
        cl.JaroWinklerAtThresholds("city", [0.9]).configure(
            term_frequency_adjustments=True, m_probabilities=[0.75, 0.12, 0.13]
        ),
        cl.ExactMatch("country").configure(m_probabilities=[0.97, 0.03]),
    ]


def _shared(column: str, m: float) -> Any:
    """Both have some, and at least one in common."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.CustomLevel(f"len({column}_l) = 0 or len({column}_r) = 0").configure(is_null_level=True),
            cll.ArrayIntersectLevel(column, min_intersection=1).configure(m_probability=m),
            cll.ElseLevel().configure(m_probability=1 - m),
        ],
    )
