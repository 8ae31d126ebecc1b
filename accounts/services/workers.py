"""One employment: moved, lent, on leave, ended, taken up again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import WorkerChangeRefused
from accounts.models import CommunityWorker, LeaveSpell, LeftKind, Person, Post, PostKind, Unit, User
from accounts.services.audit import record_act
from accounts.services.leaving import close_what_hangs_on_employments, open_sign_ins


def transfer_worker(*, worker: CommunityWorker, unit: Unit, on: dt.date, by: User | None) -> CommunityWorker:
    """Give the worker another home unit from a day; to the same unit it changes nothing."""
    _refuse_future(on)
    with transaction.atomic():
        worker = _locked_on_duty(worker)
        if worker.unit_id == unit.pk:
            return worker
        _refuse_closed(unit, on)
        post = worker.posts.get(kind=PostKind.PRIMARY, ended_on__isnull=True)
        if on < post.started_on:
            raise WorkerChangeRefused(
                _("The present post began on %s; the transfer cannot lie before.") % post.started_on
            )
        from_unit = worker.unit
        if on == post.started_on:
            post.unit = unit
            post.save(update_fields=["unit"])
        else:
            post.ended_on = on
            post.save(update_fields=["ended_on"])
            Post.objects.create(worker=worker, unit=unit, started_on=on)
        worker.unit = unit
        worker.save(update_fields=["unit"])
        record_act(
            actor=by,
            action="worker.transferred",
            target=worker,
            unit=unit,
            detail={"from": from_unit.code, "to": unit.code, "on": on.isoformat()},
        )
    return worker


def end_employment(
    *, worker: CommunityWorker, on: dt.date, kind: LeftKind, by: User | None
) -> CommunityWorker:
    """End an employment; ``on`` is the first day no longer on duty. Doing it twice changes nothing.

    Posts, leave and exclusion end with it, roles are revoked, and the sign-in closes at once.
    """
    _refuse_future(on)
    with transaction.atomic():
        worker = _locked(worker)
        if worker.left_on is not None:
            return worker
        post = worker.posts.get(kind=PostKind.PRIMARY, ended_on__isnull=True)
        if on < max(worker.hired_on, post.started_on):
            raise WorkerChangeRefused(_("The present post began on %s.") % post.started_on)
        worker.left_on, worker.left_kind = on, kind
        worker.save(update_fields=["left_on", "left_kind"])
        close_what_hangs_on_employments(workers=[worker], by=by)
        record_act(
            actor=by,
            action="worker.left",
            target=worker,
            unit=worker.unit,
            detail={"on": on.isoformat(), "kind": kind},
        )
    return worker


def rehire(*, person: Person, unit: Unit, on: dt.date, by: User | None) -> CommunityWorker:
    """Open a new employment of a person who left; an open one in the same unit is returned as it is."""
    _refuse_future(on)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        current = person.employments.on_duty().first()
        if current and current.unit_id == unit.pk:
            return current
        if current:
            raise WorkerChangeRefused(_("This person is on duty already."))
        _refuse_closed(unit, on)
        last = person.employments.order_by("-left_on").first()
        if last and last.left_on and on < last.left_on:
            raise WorkerChangeRefused(_("The last employment ended on %s.") % last.left_on)
        worker = CommunityWorker.objects.create(
            person=person,
            unit=unit,
            hired_on=on,
            post_category_id=last.post_category_id if last else None,
            grade_level_id=last.grade_level_id if last else None,
            education=last.education if last else "",
        )
        Post.objects.create(worker=worker, unit=unit, started_on=on)
        open_sign_ins(people=[person.pk])
        record_act(actor=by, action="worker.rehired", target=worker, unit=unit, detail={"on": on.isoformat()})
    return worker


def second_worker(
    *, worker: CommunityWorker, unit: Unit, on: dt.date, by: User | None, title: str = ""
) -> Post:
    """Lend the worker to another unit; the home unit, and so every rate, stays."""
    return _add_post(PostKind.SECONDMENT, worker=worker, unit=unit, on=on, by=by, title=title)


def add_post(*, worker: CommunityWorker, unit: Unit, on: dt.date, by: User | None, title: str = "") -> Post:
    """Give the worker an additional post beside the home unit."""
    return _add_post(PostKind.ADDITIONAL, worker=worker, unit=unit, on=on, by=by, title=title)


def end_post(*, post: Post, on: dt.date, by: User | None) -> Post:
    """End a secondment or an additional post; doing it twice changes nothing."""
    _refuse_future(on)
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
        if post.kind == PostKind.PRIMARY:
            raise WorkerChangeRefused(_("The home unit changes by a transfer."))
        if post.ended_on is None:
            if on < post.started_on:
                raise WorkerChangeRefused(_("The end lies before the beginning."))
            post.ended_on = on
            post.save(update_fields=["ended_on"])
            record_act(actor=by, action="post.ended", target=post, unit=post.unit)
    return post


def start_leave(*, worker: CommunityWorker, reason: str, on: dt.date, by: User | None) -> LeaveSpell:
    """Begin a long leave; the worker stays on duty. An open leave is returned as it is."""
    with transaction.atomic():
        worker = _locked_on_duty(worker)
        current = worker.leaves.filter(ended_on__isnull=True).first()
        if current:
            return current
        if on < worker.hired_on:
            raise WorkerChangeRefused(_("The employment began on %s.") % worker.hired_on)
        leave = LeaveSpell.objects.create(worker=worker, reason=reason, started_on=on)
        record_act(actor=by, action="leave.started", target=leave, unit=worker.unit)
    return leave


def end_leave(*, leave: LeaveSpell, on: dt.date, by: User | None) -> LeaveSpell:
    """End a long leave; ``on`` is the first day back. Doing it twice changes nothing."""
    _refuse_future(on)
    with transaction.atomic():
        leave = LeaveSpell.objects.select_for_update(of=("self",)).select_related("worker").get(pk=leave.pk)
        if leave.ended_on is None:
            if on < leave.started_on:
                raise WorkerChangeRefused(_("The end lies before the beginning."))
            leave.ended_on = on
            leave.save(update_fields=["ended_on"])
            record_act(actor=by, action="leave.ended", target=leave, unit=leave.worker.unit)
    return leave


def _add_post(
    kind: PostKind, *, worker: CommunityWorker, unit: Unit, on: dt.date, by: User | None, title: str
) -> Post:
    _refuse_future(on)
    with transaction.atomic():
        worker = _locked_on_duty(worker)
        current = worker.posts.filter(kind=kind, unit=unit, ended_on__isnull=True).first()
        if current:
            return current
        _refuse_closed(unit, on)
        if on < worker.hired_on:
            raise WorkerChangeRefused(_("The employment began on %s.") % worker.hired_on)
        if unit.pk == worker.unit_id:
            raise WorkerChangeRefused(_("This is the home unit."))
        post = Post.objects.create(worker=worker, unit=unit, kind=kind, title=title, started_on=on)
        record_act(actor=by, action=f"post.{kind}", target=post, unit=unit, detail={"on": on.isoformat()})
    return post


def _locked(worker: CommunityWorker) -> CommunityWorker:
    rows = CommunityWorker.objects.select_for_update(of=("self",)).select_related("unit", "person")
    return rows.get(pk=worker.pk)


def _locked_on_duty(worker: CommunityWorker) -> CommunityWorker:
    worker = _locked(worker)
    if worker.left_on is not None:
        raise WorkerChangeRefused(_("This employment ended on %s.") % worker.left_on)
    return worker


def _refuse_future(on: dt.date) -> None:
    if on > timezone.localdate():
        raise WorkerChangeRefused(_("Record it when the day has come: %s lies ahead.") % on)


def _refuse_closed(unit: Unit, on: dt.date) -> None:
    if not Unit.objects.filter(pk=unit.pk).open_on(on).exists():
        raise WorkerChangeRefused(_("%s is closed.") % unit.name)
