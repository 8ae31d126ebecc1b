"""Takes an import back, person by person, where nothing has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import (
    ActivationCode,
    CommunityWorker,
    DenominatorExclusion,
    LeaveSpell,
    Person,
    Post,
    PostKind,
    RoleGrant,
    RosterChange,
    RosterImport,
    User,
)
from accounts.models.worker import ExclusionState
from accounts.permissions import MANAGEMENT_ROLES
from accounts.services.roles import sync_groups
from accounts.services.roster.writing import (
    PERSON_FIELDS,
    WORKER_FIELDS,
    WRITTEN_WORKER_FIELDS,
    overwrite,
    snapshot,
)
from lms.lib.batches import batches

BATCH: Final = 1000
# What the import itself, or the hand-out of codes, puts beside a person or an employment.
_OWN: Final = (CommunityWorker, RosterChange, ActivationCode, Post, DenominatorExclusion)


@dataclass
class Undone:
    """How many people are as before, and who was kept as they are now, and why."""

    restored: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)


def take_back(roster_import: RosterImport) -> Undone:
    """Restore what the import changed; the caller holds the transaction and the locks."""
    undone = Undone()
    rows = roster_import.changes.select_related("person", "worker").order_by("pk")
    for batch in batches(list(rows), BATCH):
        _take_back(batch, undone)
    return undone


def _take_back(changes: Sequence[RosterChange], undone: Undone) -> None:
    blocked = _blocked(changes)
    good = []
    for change in changes:
        why = _why_kept(change, blocked)
        if why:
            undone.kept.append((change.person.name, why))
        else:
            good.append(change)
    _restore_posts([change for change in good if "worker" in change.before])
    _restore_rows(good)
    _reopen([change for change in good if change.before.get("posts")])
    DenominatorExclusion.objects.filter(
        pk__in=[change.after["exclusion"] for change in good if "exclusion" in change.after]
    ).delete()
    _delete_new([change for change in good if change.after["opens"]])
    undone.restored += len(good)


def _why_kept(change: RosterChange, blocked: Collection[int]) -> str:
    if change.person_id in blocked:
        return _("Has a sign-in or records since.")
    person = snapshot(change.person, PERSON_FIELDS)
    worker = snapshot(change.worker, WORKER_FIELDS) if change.worker else None
    if person != change.after.get("person") or worker != change.after.get("worker"):
        return _("Changed since.")
    return ""


def _blocked(changes: Sequence[RosterChange]) -> set[int]:
    """People that would vanish, or whose employment would, and on whom something else stands by now."""
    opened = [change for change in changes if change.after["opens"]]
    fresh = [change.person_id for change in opened if "person" not in change.before]
    workers = {change.worker_id: change.person_id for change in opened if change.worker_id}
    asked = [change.after["exclusion"] for change in changes if "exclusion" in change.after]
    decided = DenominatorExclusion.objects.filter(pk__in=asked).exclude(state=ExclusionState.REQUESTED)
    own = {change.after["exclusion"]: change.person_id for change in changes if "exclusion" in change.after}
    blocked = {own[pk] for pk in decided.values_list("pk", flat=True)}
    blocked |= _pointed_at(Person, fresh)
    blocked |= {workers[pk] for pk in _pointed_at(CommunityWorker, list(workers))}
    later = Post.objects.filter(worker__in=workers).exclude(kind=PostKind.PRIMARY)
    blocked |= {workers[pk] for pk in later.values_list("worker_id", flat=True)}
    others = DenominatorExclusion.objects.filter(worker__in=workers).exclude(pk__in=asked)
    return blocked | {workers[pk] for pk in others.values_list("worker_id", flat=True)}


def _pointed_at(model: type[models.Model], ids: Collection[int]) -> set[int]:
    """Return which rows some other table points to; every table that has a key to the model is asked."""
    found: set[int] = set()
    if not ids:
        return found
    for relation in model._meta.related_objects:
        other = relation.related_model
        if isinstance(other, str) or issubclass(other, _OWN):
            continue
        name = relation.field.name
        rows = other._base_manager.filter(**{f"{name}__in": ids})
        found.update(rows.values_list(f"{name}_id", flat=True))
    return found


def _restore_posts(changes: Sequence[RosterChange]) -> None:
    """Take back moves and corrected hiring dates; what a leaving closed is reopened by id."""
    workers = {change.worker_id: change for change in changes if change.worker_id}
    posts: dict[int, list[Post]] = {}
    for post in Post.objects.filter(worker__in=workers, kind=PostKind.PRIMARY).order_by("started_on", "pk"):
        posts.setdefault(post.worker_id, []).append(post)
    gone, changed = [], []
    for worker_id, change in workers.items():
        own = posts.get(worker_id or 0, [])
        before, after = change.before["worker"], change.after["worker"]
        if change.after["moves"]:
            last = own[-1]
            if len(own) > 1 and own[-2].ended_on == last.started_on and own[-2].unit_id == before["unit_id"]:
                gone.append(last.pk)
                own[-2].ended_on = None
                changed.append(own[-2])
            else:
                last.unit_id = before["unit_id"]
                changed.append(last)
        if before["hired_on"] != after["hired_on"]:
            own[0].started_on = dt.date.fromisoformat(before["hired_on"])
            changed.append(own[0])
    Post.objects.filter(pk__in=gone).delete()
    unique = list({post.pk: post for post in changed}.values())
    overwrite(Post, unique, ["unit", "started_on", "ended_on"])


def _restore_rows(changes: Sequence[RosterChange]) -> None:
    phones = [
        change.person_id
        for change in changes
        if "person" in change.before and change.before["person"]["phone"] != change.after["person"]["phone"]
    ]
    Person.objects.filter(pk__in=phones).update(phone=None)
    User.objects.filter(person__in=phones).update(phone=None)
    people, workers = [], []
    for change in changes:
        if "person" in change.before:
            people.append(_with(change.person, change.before["person"]))
        if change.worker and "worker" in change.before:
            workers.append(_with(change.worker, change.before["worker"]))
    overwrite(Person, people, list(PERSON_FIELDS))
    overwrite(CommunityWorker, workers, WRITTEN_WORKER_FIELDS)
    users = list(User.objects.filter(person__in=phones).select_related("person"))
    for user in users:
        user.phone = user.person.phone if user.person else None
    User.objects.bulk_update(users, ["phone"], batch_size=200)


def _with(row: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        is_date = name in ("hired_on", "left_on") and value is not None
        setattr(row, name, dt.date.fromisoformat(value) if is_date else value)
    return row


def _reopen(changes: Sequence[RosterChange]) -> None:
    """Open again what a leaving closed: posts, leaves, exclusions and the sign-in.

    Roles of management are granted anew by those who may: an undo that gave them back would let whoever
    imports hand out a code in between and take the sign-in over. Codes of that time die for the same reason.
    """
    if not changes:
        return
    Post.objects.filter(pk__in=_ids(changes, "posts")).update(ended_on=None)
    LeaveSpell.objects.filter(pk__in=_ids(changes, "leaves")).update(ended_on=None)
    for state in (ExclusionState.REQUESTED, ExclusionState.CONFIRMED):
        ids = [pk for change in changes for pk, was in change.before["exclusions"] if was == state]
        DenominatorExclusion.objects.filter(pk__in=ids).update(state=state, ends_on=None)
    grants = _ids(changes, "grants")
    RoleGrant.objects.filter(pk__in=grants).exclude(role__in=MANAGEMENT_ROLES).update(revoked_at=None)
    people = [change.person_id for change in changes]
    live = ActivationCode.objects.filter(used_at__isnull=True, replaced_at__isnull=True)
    live.filter(person__in=people).update(replaced_at=timezone.now())
    User.objects.filter(person__in=people).update(is_active=True)
    for user in User.objects.filter(role_grants__in=grants).distinct():
        sync_groups(user)


def _ids(changes: Sequence[RosterChange], name: str) -> list[int]:
    return [pk for change in changes for pk in change.before[name]]


def _delete_new(changes: Sequence[RosterChange]) -> None:
    """Delete employments that the import opened, and people whom nobody knew before."""
    workers = [change.worker_id for change in changes if change.worker_id]
    fresh = [change.person_id for change in changes if "person" not in change.before]
    rehired = [change.person_id for change in changes if "person" in change.before]
    RosterChange.objects.filter(worker__in=workers).update(worker=None)
    Post.objects.filter(worker__in=workers).delete()
    CommunityWorker.objects.filter(pk__in=workers).delete()
    Person.objects.filter(pk__in=fresh).delete()
    User.objects.filter(person__in=rehired).update(is_active=False)
