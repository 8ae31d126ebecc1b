"""Giving and taking roles."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import GrantRefused
from accounts.models import ActivationCode, Role, RoleGrant, Unit, User
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
    """Give a role in a unit, with its Wagtail group; giving it again only moves its end.

    Codes handed out to the person before no longer work: they were meant for somebody without the role.

    ``by`` is None only for set-up commands. Raises :class:`GrantRefused` when an evaluator's grant
    has no end.
    """
    if role == Role.EVALUATOR and expires_at is None:
        raise GrantRefused(_("An evaluator's role needs an end date."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        end_expired_grants(users=[user])
        grant, created = RoleGrant.objects.get_or_create(
            user=user,
            role=role,
            unit=unit,
            revoked_at=None,
            defaults={"granted_by": by, "expires_at": expires_at},
        )
        if not created and grant.expires_at != expires_at:
            grant.expires_at = expires_at
            grant.save(update_fields=["expires_at"])
            record_act(actor=by, action="role.extended", target=grant, unit=unit, detail={"role": role})
        if created:
            _end_codes(user)
            record_act(actor=by, action="role.granted", target=grant, unit=unit, detail={"role": role})
        sync_groups(user)
    user.__dict__.pop("_live_grants", None)
    return grant


def end_expired_grants(*, users: Collection[User] | None = None) -> int:
    """Close grants whose end has passed, and take their Wagtail groups; of some users or of all.

    ``live()`` asks for the end at each request, the groups do not: so this runs in a sweep and before
    every page of the back office. Returns how many were closed.
    """
    with transaction.atomic():
        expired = RoleGrant.objects.filter(revoked_at__isnull=True, expires_at__lte=timezone.now())
        if users is not None:
            expired = expired.filter(user__in=users)
        ids = list(expired.values_list("pk", flat=True))
        if not ids:
            return 0
        RoleGrant.objects.filter(pk__in=ids).update(revoked_at=F("expires_at"))
        for user in User.objects.filter(role_grants__in=ids).distinct():
            sync_groups(user)
    return len(ids)


def _end_codes(user: User) -> None:
    live = ActivationCode.objects.filter(used_at__isnull=True, replaced_at__isnull=True)
    live.filter(person=user.person_id, person__isnull=False).update(replaced_at=timezone.now())


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
