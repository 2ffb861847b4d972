from twofold.cases.models.article import Article
from twofold.cases.models.case import Case, CaseBlock, CaseConversation, CaseParty
from twofold.cases.models.case_step import CaseStep
from twofold.cases.models.case_type import CaseStage, CaseType
from twofold.cases.models.clock import (
    CaseClock,
    CaseRuling,
    Escalation,
    EscalationStep,
    ServicePolicy,
    Target,
)
from twofold.cases.models.complaint import Cause, Complaint, Remedy
from twofold.cases.models.conflict import (
    CheckBack,
    ConflictOption,
    Position,
    Settlement,
    SettlementStep,
    SharedFact,
    Signature,
)
from twofold.cases.models.kinds import CaseKind
from twofold.cases.models.queue import HandOut, RotationMember, Stream, StreamShare, UnitQueue

__all__ = [
    "Article",
    "Case",
    "CaseBlock",
    "CaseClock",
    "CaseConversation",
    "CaseKind",
    "CaseParty",
    "CaseRuling",
    "CaseStage",
    "CaseStep",
    "CaseType",
    "Cause",
    "CheckBack",
    "Complaint",
    "ConflictOption",
    "Escalation",
    "EscalationStep",
    "HandOut",
    "Position",
    "Remedy",
    "RotationMember",
    "ServicePolicy",
    "Settlement",
    "SettlementStep",
    "SharedFact",
    "Signature",
    "Stream",
    "StreamShare",
    "Target",
    "UnitQueue",
]
