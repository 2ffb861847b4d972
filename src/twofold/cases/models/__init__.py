from twofold.cases.models.case import Case, CaseParty
from twofold.cases.models.case_step import CaseStep

__all__ = ["Case", "CaseParty", "CaseStep"]
