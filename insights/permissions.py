"""Who sees figures, and who sees the names behind them. The user is always an argument."""

from __future__ import annotations

from accounts.models import Unit
from accounts.permissions import (
    FIGURE_ROLES,
    PEOPLE_ROLES,
    has_role,
    has_role_over,
    type_of_user,
    units_with_role,
    visible_workers,
)
from accounts.querysets import CommunityWorkerQuerySet


def can_see_figures(user: type_of_user) -> bool:
    """Officers, community leads and evaluators see figures; learners have their own pages."""
    return has_role(user, *FIGURE_ROLES)


def can_see_names(user: type_of_user, unit: Unit) -> bool:
    """Whether the user may open the list behind a unit's number; an evaluator never may."""
    return has_role_over(user, unit, *PEOPLE_ROLES)


def topmost_units(user: type_of_user) -> list[Unit]:
    """The units whose figures the user answers for, none of them below another one."""
    kept: list[Unit] = []
    for unit in sorted(units_with_role(user, *FIGURE_ROLES), key=lambda unit: unit.path):
        if not kept or not unit.path.startswith(kept[-1].path):
            kept.append(unit)
    return kept


def nameable_workers(user: type_of_user) -> CommunityWorkerQuerySet:
    """Employments whose names may stand in a list; who has moved away belongs to the unit of today."""
    return visible_workers(user)
