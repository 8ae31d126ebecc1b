"""Rows of this app, a module a noun."""

from accounts.models.audit import AuditEntry
from accounts.models.feedback import Feedback
from accounts.models.person import ActivationCode, Person, User
from accounts.models.role import Role, RoleGrant
from accounts.models.roster import RosterChange, RosterImport
from accounts.models.setting import DistrictSetting
from accounts.models.unit import Unit, UnitKind
from accounts.models.worker import (
    CommunityWorker,
    DenominatorExclusion,
    Education,
    GradeLevel,
    LeaveSpell,
    LeftKind,
    Post,
    PostCategory,
    PostKind,
)

__all__ = [
    "ActivationCode",
    "AuditEntry",
    "CommunityWorker",
    "DenominatorExclusion",
    "DistrictSetting",
    "Education",
    "Feedback",
    "GradeLevel",
    "LeaveSpell",
    "LeftKind",
    "Person",
    "Post",
    "PostCategory",
    "PostKind",
    "Role",
    "RoleGrant",
    "RosterChange",
    "RosterImport",
    "Unit",
    "UnitKind",
    "User",
]
