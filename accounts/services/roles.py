"""Giving and taking roles."""

import datetime as dt

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import GrantRefused
from accounts.models import Role, RoleGrant, Unit, User
from accounts.services.audit import record_act

# Roles that also work in Wagtail's admin; the group carries the page and media permissions.
WAGTAIL_GROUPS = {
    Role.TRAINER: "trainers",
    Role.ITEM_REVIEWER: "item-reviewers",
    Role.DISTRICT_OFFICER: "district-editors",
    Role.OPERATOR: "operators",
}


def grant_role(
    *,
    user: User,
    role: Role,
    unit: Unit,
    by: User | None,
    expires_at: dt.datetime | None = None,
) -> RoleGrant:
    """Give a role in a unit, with its Wagtail group; giving it twice returns the first grant.

    ``by`` is None only for set-up commands. Raises :class:`GrantRefused` when an evaluator's grant
    has no end.
    """
    if role == Role.EVALUATOR and expires_at is None:
        raise GrantRefused(_("An evaluator's role needs an end date."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        grant, created = RoleGrant.objects.get_or_create(
            user=user,
            role=role,
            unit=unit,
            revoked_at=None,
            defaults={"granted_by": by, "expires_at": expires_at},
        )
        if created:
            record_act(actor=by, action="role.granted", target=grant, unit=unit, detail={"role": role})
        sync_groups(user)
    user.__dict__.pop("_live_grants", None)
    return grant


def revoke_role(*, grant: RoleGrant, by: User | None) -> RoleGrant:
    """Take a role back; doing it twice changes nothing."""
    with transaction.atomic():
        grant = RoleGrant.objects.select_for_update().select_related("user", "unit").get(pk=grant.pk)
        if grant.revoked_at is None:
            grant.revoked_at = timezone.now()
            grant.save(update_fields=["revoked_at"])
            record_act(actor=by, action="role.revoked", target=grant, unit=grant.unit)
            sync_groups(grant.user)
    return grant


def sync_groups(user: User) -> None:
    """Make the Wagtail groups what the live grants say; other groups stay."""
    held = set(user.role_grants.live().values_list("role", flat=True))
    wanted = {name for role, name in WAGTAIL_GROUPS.items() if role in held}
    managed = {name: Group.objects.get_or_create(name=name)[0] for name in WAGTAIL_GROUPS.values()}
    for name, group in managed.items():
        if name in wanted:
            user.groups.add(group)
        else:
            user.groups.remove(group)
