"""Publishing totals of a survey so that no subtraction tells what a few people answered.

For workers: publishing loads numpy when it is called. In go counts by combination of lens values; out comes the one table that
every viewer sees.
"""

from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import Counts, LensPlan
from twofold.science.publication.table import Merged, MergedBecause, Publication

__all__ = ["Merged", "MergedBecause", "Publication", "publish"]


def publish(plan: LensPlan, counts: Counts, *, k: int = LEAST_K) -> Publication:
    """Merge cells until the audit is silent, and say which were merged and why.

    Before a launch, with the numbers of people invited, it tells what will be merged at best.

    :param counts: combination of unit and attribute values → answers of this wave alone, of people who count towards k
    :raises Unmeasurable: if k is under 5, a unit is unknown, or a combination does not fit the plan
    """
    from twofold.science.publication.publishing import published

    return published(plan, counts, k)
