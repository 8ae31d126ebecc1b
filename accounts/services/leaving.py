"""What ends when employments end, for one worker or for thousands at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import DateField, F, OuterRef, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import (
    ActivationCode,
    CommunityWorker,
    DenominatorExclusion,
    LeaveSpell,
    Post,
    RoleGrant,
    User,
)
from accounts.models.worker import ExclusionState
from accounts.services.audit import record_act
from accounts.services.roles import sync_groups

LIVE = (ExclusionState.REQUESTED, ExclusionState.CONFIRMED)


@dataclass
class Closed:
    """Ids of what was closed, by worker or person, so that it can be opened again."""

    posts: dict[int, list[int]] = field(default_factory=dict)
    leaves: dict[int, list[int]] = field(default_factory=dict)
    exclusions: dict[int, list[list[object]]] = field(default_factory=dict)
    grants: dict[int, list[int]] = field(default_factory=dict)


def close_what_hangs_on_employments(*, workers: Sequence[CommunityWorker], by: User | None) -> Closed:
    """End posts, leaves and exclusions on ``left_on``; revoke roles and close sign-ins of these people.

    A constant number of statements for any number of workers.
    """
    ids = [worker.pk for worker in workers]
    people = [worker.person_id for worker in workers]
    closed = Closed()
    left_on = CommunityWorker.objects.filter(pk=OuterRef("worker_id")).values("left_on")
    posts = Post.objects.filter(worker__in=ids, ended_on__isnull=True)
    leaves = LeaveSpell.objects.filter(worker__in=ids, ended_on__isnull=True)
    exclusions = DenominatorExclusion.objects.filter(worker__in=ids, state__in=LIVE)
    for worker_id, pk in posts.values_list("worker_id", "pk"):
        closed.posts.setdefault(worker_id, []).append(pk)
    for worker_id, pk in leaves.values_list("worker_id", "pk"):
        closed.leaves.setdefault(worker_id, []).append(pk)
    for worker_id, pk, state in exclusions.values_list("worker_id", "pk", "state"):
        closed.exclusions.setdefault(worker_id, []).append([pk, state])
    last_day = Subquery(left_on, output_field=DateField())
    posts.update(ended_on=Greatest(F("started_on"), last_day))
    leaves.update(ended_on=Greatest(F("started_on"), last_day))
    exclusions.update(state=ExclusionState.ENDED, ends_on=Greatest(F("starts_on"), last_day))
    closed.grants = _close_sign_ins(people, by)
    return closed


def _close_sign_ins(people: Collection[int], by: User | None) -> dict[int, list[int]]:
    now = timezone.now()
    revoked: dict[int, list[int]] = {}
    grants = list(RoleGrant.objects.live().filter(user__person__in=people).select_related("user", "unit"))
    for grant in grants:
        revoked.setdefault(grant.user.person_id or 0, []).append(grant.pk)
        record_act(actor=by, action="role.revoked", target=grant, unit=grant.unit, detail={"why": "left"})
    RoleGrant.objects.filter(pk__in=[grant.pk for grant in grants]).update(revoked_at=now)
    for user in {grant.user_id: grant.user for grant in grants}.values():
        sync_groups(user)
    User.objects.filter(person__in=people, is_active=True).update(is_active=False)
    ActivationCode.objects.filter(person__in=people, used_at__isnull=True, replaced_at__isnull=True).update(
        replaced_at=now
    )
    return revoked


def open_sign_ins(*, people: Collection[int]) -> None:
    """Open the sign-ins of people who are on duty again; their roles are granted anew."""
    User.objects.filter(person__in=people, is_active=False).update(is_active=True)
