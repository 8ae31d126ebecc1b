"""Who sees and does what with people and units. The user is always an argument."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.models import CommunityWorker, Person, Role, RoleGrant, Unit, User
from accounts.querysets import CommunityWorkerQuerySet, PersonQuerySet, UnitQuerySet

type_of_user = User | AnonymousUser

# Roles that see people of their unit; a community lead sees the own residential area.
PEOPLE_ROLES = (Role.COMMUNITY_LEAD, Role.STREET_TOWN_OFFICER, Role.DISTRICT_OFFICER)
OFFICER_ROLES = (Role.STREET_TOWN_OFFICER, Role.DISTRICT_OFFICER)
# Roles that see figures: the officers, and the evaluator, who never sees names.
FIGURE_ROLES = (*PEOPLE_ROLES, Role.EVALUATOR)
EDITOR_ROLES = (Role.TRAINER, Role.ITEM_REVIEWER, Role.DISTRICT_OFFICER)
MANAGEMENT_ROLES = tuple(role for role in Role if role not in (Role.LEARNER, Role.MENTOR, Role.STUDIO_LEAD))


def live_grants(user: type_of_user) -> list[RoleGrant]:
    """The user's grants that hold now; read once a request and kept on the user object."""
    if not isinstance(user, User) or not user.is_active:
        return []
    cached: list[RoleGrant] | None = getattr(user, "_live_grants", None)
    if cached is None:
        cached = list(user.role_grants.live().select_related("unit"))
        user._live_grants = cached  # type: ignore[attr-defined]
    return cached


def units_with_role(user: type_of_user, *roles: Role) -> list[Unit]:
    """The units in which the user holds one of the roles; each reaches everything below it."""
    return [grant.unit for grant in live_grants(user) if grant.role in roles]


def has_role(user: type_of_user, *roles: Role) -> bool:
    """Whether the user holds one of the roles anywhere."""
    return any(grant.role in roles for grant in live_grants(user))


def has_role_over(user: type_of_user, unit: Unit, *roles: Role) -> bool:
    """Whether one of the user's roles reaches this unit."""
    return any(unit.path.startswith(own.path) for own in units_with_role(user, *roles))


def visible_units(user: type_of_user) -> UnitQuerySet:
    """Units whose figures the user may see."""
    units: UnitQuerySet = Unit.objects.get_queryset()
    return units.within(units_with_role(user, *FIGURE_ROLES))


def visible_workers(user: type_of_user) -> CommunityWorkerQuerySet:
    """Employments that the user may see by duty."""
    return CommunityWorker.objects.within(units_with_role(user, *PEOPLE_ROLES))


def visible_people(user: type_of_user) -> PersonQuerySet:
    """People that the user may see by duty, and oneself."""
    by_duty = Person.objects.employed_within(units_with_role(user, *PEOPLE_ROLES))
    own = user.person_id if isinstance(user, User) else None
    return by_duty | Person.objects.filter(pk=own) if own else by_duty


def can_manage_roster(user: type_of_user, unit: Unit) -> bool:
    """Officers keep the roster of their own unit and what lies below it."""
    return has_role_over(user, unit, *OFFICER_ROLES)


def can_decide_exclusion(user: type_of_user, worker: CommunityWorker) -> bool:
    """Only the district takes somebody out of the denominator."""
    return has_role_over(user, worker.unit, Role.DISTRICT_OFFICER)


def can_read_audit(user: type_of_user) -> bool:
    """The auditor reads the log and changes nothing."""
    return has_role(user, Role.AUDITOR)
