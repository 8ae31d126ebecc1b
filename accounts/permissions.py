"""Who sees and does what with people and units. The user is always an argument."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import (
    CommunityWorker,
    DenominatorExclusion,
    Feedback,
    Person,
    Role,
    RoleGrant,
    RosterImport,
    Unit,
    User,
)
from accounts.querysets import (
    CommunityWorkerQuerySet,
    PersonQuerySet,
    RoleGrantQuerySet,
    UnitQuerySet,
    within,
)

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


def kept_units(user: type_of_user) -> UnitQuerySet:
    """Units whose roster the user keeps."""
    units: UnitQuerySet = Unit.objects.get_queryset()
    return units.within(units_with_role(user, *OFFICER_ROLES))


def can_keep_units(user: type_of_user) -> bool:
    """The district keeps the tree of units."""
    return has_role(user, Role.DISTRICT_OFFICER)


def visible_imports(user: type_of_user) -> QuerySet[RosterImport]:
    """Imports into units that the user keeps."""
    return RosterImport.objects.filter(within(units_with_role(user, *OFFICER_ROLES), "unit__"))


def visible_exclusions(user: type_of_user) -> QuerySet[DenominatorExclusion]:
    """Requests to leave the denominator in units that the user keeps."""
    return DenominatorExclusion.objects.filter(
        within(units_with_role(user, *OFFICER_ROLES), "worker__unit__")
    )


# Their sign-ins are reset by mail or by the operator, never by a slip of paper.
_NEVER_BY_CODE = (Role.DISTRICT_OFFICER, Role.AUDITOR, Role.OPERATOR)


def activatable_workers(user: type_of_user) -> CommunityWorkerQuerySet:
    """People on duty whom the user may hand a code; whoever holds it can sign in as them.

    So nobody gets at a role above the own one this way: people with a management role get their codes
    from the district, and those of the district, the auditor and the operator from nobody.
    """
    refused = _NEVER_BY_CODE if has_role(user, Role.DISTRICT_OFFICER) else MANAGEMENT_ROLES
    holders = RoleGrant.objects.live().filter(role__in=refused).values("user__person")
    own = user.person_id if isinstance(user, User) else None
    workers = visible_workers(user).on_duty().exclude(person__in=holders.filter(user__person__isnull=False))
    superusers = User.objects.filter(is_superuser=True, person__isnull=False)
    workers = workers.exclude(person__in=superusers.values("person"))
    return workers.exclude(person=own) if own else workers


def grantable_roles(user: type_of_user) -> list[Role]:
    """The district grants every role but the operator's and the auditor's; the operator grants these too."""
    if has_role(user, Role.OPERATOR):
        return [role for role in Role if role != Role.LEARNER]
    if has_role(user, Role.DISTRICT_OFFICER):
        return [role for role in Role if role not in (Role.LEARNER, Role.OPERATOR, Role.AUDITOR)]
    return []


def visible_grants(user: type_of_user) -> RoleGrantQuerySet:
    """Role grants that the user looks after."""
    rows = RoleGrant.objects.filter(role__in=grantable_roles(user))
    if has_role(user, Role.OPERATOR):
        return rows
    return rows.filter(within(units_with_role(user, Role.DISTRICT_OFFICER), "unit__"))


def can_grant(user: type_of_user, *, to: User, role: Role, unit: Unit) -> bool:
    """Nobody grants to oneself (separation of duties); the district within its own units."""
    if not isinstance(user, User) or to.pk == user.pk or role not in grantable_roles(user):
        return False
    return has_role(user, Role.OPERATOR) or has_role_over(user, unit, Role.DISTRICT_OFFICER)


def visible_feedback(user: type_of_user) -> QuerySet[Feedback]:
    """The district reads and answers what people tell us."""
    return Feedback.objects.all() if has_role(user, Role.DISTRICT_OFFICER) else Feedback.objects.none()
