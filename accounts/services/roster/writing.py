"""Writes decisions in bulk: the number of statements grows with batches, not with rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from accounts.models import (
    CommunityWorker,
    DenominatorExclusion,
    Person,
    Post,
    RosterChange,
    RosterImport,
    User,
)
from accounts.services.leaving import Closed, close_what_hangs_on_employments, open_sign_ins
from accounts.services.roster.known import Known
from accounts.services.roster.planning import REHIRED, UNCHANGED, Decision
from lms.lib.batches import batches

BATCH: Final = 1000
PERSON_FIELDS: Final = ("name", "employee_no", "phone", "birth_year")
WORKER_FIELDS: Final = (
    "unit_id",
    "post_category_id",
    "grade_level_id",
    "education",
    "hired_on",
    "left_on",
    "left_kind",
    "is_party_secretary",
)
WRITTEN_WORKER_FIELDS: Final = [name.removesuffix("_id") for name in WORKER_FIELDS]


def snapshot(row: Person | CommunityWorker, fields: Sequence[str]) -> dict[str, Any]:
    """Return fields as JSON takes them: dates as text."""
    values = {name: getattr(row, name) for name in fields}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()
    }


def write_decisions(
    decisions: Sequence[Decision],
    *,
    known: Known,
    roster_import: RosterImport,
    as_of: dt.date,
    by: User | None,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Write everything that changes something; the caller holds the transaction and the locks."""
    changing = [decision for decision in decisions if decision.action != UNCHANGED]
    _free_phones(changing)
    for number, batch in enumerate(batches(changing, BATCH), start=1):
        _Batch(batch, known, roster_import, as_of, by).write()
        progress(min(number * BATCH, len(changing)))


def _free_phones(decisions: Sequence[Decision]) -> None:
    """Empty the phones that change, so that two people may swap theirs."""
    people = [d.person.pk for d in decisions if d.person and d.person.phone and "phone" in d.person_changes]
    for ids in batches(people, BATCH):
        Person.objects.filter(pk__in=ids).update(phone=None)
        User.objects.filter(person__in=ids).update(phone=None)


class _Batch:
    """One batch of decisions on its way into the database."""

    def __init__(
        self,
        decisions: Sequence[Decision],
        known: Known,
        roster_import: RosterImport,
        as_of: dt.date,
        by: User | None,
    ) -> None:
        self.decisions = decisions
        self.known = known
        self.roster_import = roster_import
        self.as_of = as_of
        self.by = by
        self.before: dict[int, dict[str, Any]] = {}
        self.after: dict[int, dict[str, Any]] = {}
        self.closed = Closed()

    def write(self) -> None:
        for decision in self.decisions:
            self.before[id(decision)] = self._state_of(decision)
        self._write_people()
        self._write_phones_of_sign_ins()
        self._write_employments()
        self._write_posts()
        self._close()
        open_sign_ins(people=[d.person.pk for d in self.decisions if d.action == REHIRED and d.person])
        self._ask_exclusions()
        self._keep_changes()

    def _state_of(self, decision: Decision) -> dict[str, Any]:
        state: dict[str, Any] = {}
        if decision.person is not None and decision.person.pk:
            state["person"] = snapshot(decision.person, PERSON_FIELDS)
        if decision.worker is not None and decision.worker.pk:
            state["worker"] = snapshot(decision.worker, WORKER_FIELDS)
        return state

    def _write_people(self) -> None:
        fresh, changed = [], []
        for decision in self.decisions:
            if decision.person is None:
                decision.person = Person(**decision.person_changes)
                fresh.append(decision.person)
            elif decision.person_changes:
                for name, value in decision.person_changes.items():
                    setattr(decision.person, name, value)
                changed.append(decision.person)
        Person.objects.bulk_create(fresh)
        overwrite(Person, changed, list(PERSON_FIELDS))

    def _write_phones_of_sign_ins(self) -> None:
        """A sign-in follows the phone of its person, unless another sign-in has it."""
        phones = {
            d.person.pk: d.person.phone
            for d in self.decisions
            if d.person and "person" in self.before[id(d)] and "phone" in d.person_changes
        }
        users = list(User.objects.filter(person__in=phones))
        taken = set(User.objects.filter(phone__in=phones.values()).values_list("phone", flat=True))
        for user in users:
            phone = phones[user.person_id or 0]
            user.phone = None if phone in taken else phone
        User.objects.bulk_update(users, ["phone"], batch_size=200)

    def _write_employments(self) -> None:
        fresh, changed = [], []
        for decision in self.decisions:
            worker = decision.worker
            if decision.opens:
                worker = CommunityWorker(person=decision.person, unit=decision.unit)
                fresh.append(worker)
            elif worker is not None and (
                decision.worker_changes or decision.moves or decision.left_on is not None
            ):
                changed.append(worker)
            if worker is None:
                continue
            for name, value in decision.worker_changes.items():
                setattr(worker, name, value)
            if decision.moves:
                worker.unit = decision.unit
            if decision.left_on is not None:
                worker.left_on, worker.left_kind = decision.left_on, decision.left_kind
            decision.worker = worker
        CommunityWorker.objects.bulk_create(fresh)
        overwrite(CommunityWorker, changed, WRITTEN_WORKER_FIELDS)

    def _write_posts(self) -> None:
        fresh: list[Post] = []
        changed: list[Post] = []
        for decision in self.decisions:
            worker = decision.worker
            if worker is None:
                continue
            if decision.opens:
                fresh.append(Post(worker=worker, unit=decision.unit, started_on=worker.hired_on))
                continue
            posts = self.known.posts.get(worker.pk, [])
            touched = {}
            if "hired_on" in decision.worker_changes:
                posts[0].started_on = worker.hired_on
                touched[posts[0].pk] = posts[0]
            if decision.moves and posts[-1].started_on == self.as_of:
                posts[-1].unit = decision.unit
                touched[posts[-1].pk] = posts[-1]
            elif decision.moves:
                posts[-1].ended_on = self.as_of
                touched[posts[-1].pk] = posts[-1]
                fresh.append(Post(worker=worker, unit=decision.unit, started_on=self.as_of))
            changed += touched.values()
        # The old post ends before the new one opens: of open ones there is one.
        overwrite(Post, changed, ["unit", "started_on", "ended_on"])
        Post.objects.bulk_create(fresh)

    def _close(self) -> None:
        leaving = [d.worker for d in self.decisions if d.left_on is not None and d.worker is not None]
        if leaving:
            self.closed = close_what_hangs_on_employments(workers=leaving, by=self.by)

    def _ask_exclusions(self) -> None:
        asking = [
            DenominatorExclusion(
                worker=d.worker,
                reason=d.row.exclusion_reason or "",
                starts_on=max(self.as_of, d.worker.hired_on),
                requested_by=self.by,
            )
            for d in self.decisions
            if d.asks_exclusion and d.worker is not None
        ]
        DenominatorExclusion.objects.bulk_create(asking)
        self.asked = {exclusion.worker_id: exclusion.pk for exclusion in asking}

    def _keep_changes(self) -> None:
        RosterChange.objects.bulk_create(
            [
                RosterChange(
                    roster_import=self.roster_import,
                    person=decision.person,
                    worker=decision.worker,
                    action=decision.action,
                    before=self._before(decision),
                    after=self._after(decision),
                )
                for decision in self.decisions
            ]
        )

    def _before(self, decision: Decision) -> dict[str, Any]:
        before = self.before[id(decision)]
        if decision.left_on is not None and decision.worker is not None and decision.person is not None:
            before |= {
                "posts": self.closed.posts.get(decision.worker.pk, []),
                "leaves": self.closed.leaves.get(decision.worker.pk, []),
                "exclusions": self.closed.exclusions.get(decision.worker.pk, []),
                "grants": self.closed.grants.get(decision.person.pk, []),
            }
        return before

    def _after(self, decision: Decision) -> dict[str, Any]:
        after = self._state_of(decision) | {"opens": decision.opens, "moves": decision.moves}
        if decision.worker is not None and decision.worker.pk in self.asked:
            after["exclusion"] = self.asked[decision.worker.pk]
        return after


def overwrite(model: Any, rows: Sequence[Any], fields: list[str]) -> None:
    """Write the fields of existing rows in one statement a batch.

    ``bulk_update`` builds a CASE a field that grows with the square of the batch; an insert that
    conflicts on the key and updates stays linear.
    """
    if rows:
        model.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=BATCH
        )
