"""What each row of a roster would do; decides, writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.models import CommunityWorker, LeftKind, Person, Unit
from accounts.roster_table import OFF_DUTY, TRANSFERRED, RosterRow, RowError
from accounts.services.exclusions import LIVE
from accounts.services.roster.known import Known, RowRefused
from lms.lib.masking import mask_name

CREATED: Final = "created"
UPDATED: Final = "updated"
MOVED: Final = "transferred"
LEFT: Final = "left"
REHIRED: Final = "rehired"
UNCHANGED: Final = "unchanged"
REFUSED: Final = "refused"
ACTIONS: Final = (CREATED, UPDATED, MOVED, LEFT, REHIRED, UNCHANGED)


@dataclass
class Decision:
    """What one row does: to the person, to the employment, and whether it moves, ends or opens one."""

    row: RosterRow
    action: str
    person: Person | None
    worker: CommunityWorker | None
    unit: Unit
    person_changes: dict[str, Any] = field(default_factory=dict)
    worker_changes: dict[str, Any] = field(default_factory=dict)
    opens: bool = False
    moves: bool = False
    left_on: dt.date | None = None
    left_kind: str = ""
    asks_exclusion: bool = False


@dataclass
class Plan:
    """The decisions of a file and what was refused."""

    decisions: list[Decision] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)

    def counts(self, refused: int) -> dict[str, int]:
        """Return how many rows do what; ``refused`` counts rows, not errors."""
        found = Counter(decision.action for decision in self.decisions)
        return {action: found[action] for action in ACTIONS} | {REFUSED: refused}


def plan_roster(rows: Sequence[RosterRow], *, known: Known, as_of: dt.date) -> Plan:
    """Decide every row; a row that may not be written becomes an error."""
    plan = Plan()
    for row in rows:
        try:
            plan.decisions.append(_decide(row, known, as_of))
        except RowRefused as refusal:
            plan.errors.append(RowError(row.number, refusal.column, str(refusal), refusal.value))
    _refuse_taken_phones(plan, known)
    plan.errors.sort(key=lambda error: error.row)
    return plan


def _decide(row: RosterRow, known: Known, as_of: dt.date) -> Decision:
    if row.hired_on and row.hired_on > as_of:
        raise RowRefused("入职日期", _("This lies after the day of the roster."), row.hired_on.isoformat())
    person = _find_person(row, known)
    worker = known.open.get(person.pk) if person else None
    current = known.units.by_id[worker.unit_id] if worker else None
    if current is not None and not known.units.keeps(current):
        raise RowRefused(
            "工号" if row.employee_no else "手机号",
            _("On duty in another street-town. That unit records the leaving, or the district imports."),
            row.employee_no or row.phone or "",
        )
    unit = known.units.named(row, current)
    decision = Decision(row, UNCHANGED, person, worker, unit)
    if person is None or worker is not None or _is_ours(person, row, known):
        decision.person_changes = _changes(person, _person_values(row))
    if _says_leaving(row):
        _decide_leaving(decision, known, as_of)
    elif worker is not None:
        _decide_staying(decision, known, as_of)
    else:
        _decide_entering(decision, known)
    if decision.action == UNCHANGED and (
        decision.person_changes or decision.worker_changes or decision.asks_exclusion
    ):
        decision.action = UPDATED
    return decision


def _is_ours(person: Person, row: RosterRow, known: Known) -> bool:
    """Whether this officer may write name and phone of somebody who is on duty nowhere.

    Somebody who left another unit may be hired here, but stays as recorded until then; and somebody on no
    roster, or recorded as left elsewhere, is not this officer's to write of: the district imports.
    """
    last = known.ended.get(person.pk)
    if known.units.is_whole_district:
        return True
    if last is not None and known.units.keeps(known.units.by_id[last.unit_id]):
        return True
    if last is None or _says_leaving(row):
        raise RowRefused(
            "工号", _("Recorded elsewhere: the district imports this row."), row.employee_no or ""
        )
    return False


def _says_leaving(row: RosterRow) -> bool:
    return row.status == OFF_DUTY or (row.status == TRANSFERRED and row.left_on is not None)


def _find_person(row: RosterRow, known: Known) -> Person | None:
    """Find by employee number, else by phone; a number in somebody else's name is refused."""
    if row.employee_no:
        person = known.by_employee_no.get(row.employee_no)
        if person is not None:
            return person
    person = known.by_phone.get(row.phone) if row.phone else None
    if person is None:
        return None
    if person.name != row.name or (row.employee_no and person.employee_no):
        raise RowRefused(
            "手机号",
            _("This phone is recorded for another person (%s).") % mask_name(person.name),
            row.phone or "",
        )
    return person


def _person_values(row: RosterRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "employee_no": row.employee_no,
        "phone": row.phone,
        "birth_year": row.birth_year,
    }


def _worker_values(row: RosterRow, known: Known) -> dict[str, Any]:
    return {
        "post_category_id": _listed("岗位类别", row.category, known.categories),
        "grade_level_id": _listed("岗位等级", row.grade, known.grades),
        "education": row.education,
        "is_party_secretary": row.is_party_secretary,
    }


def _listed(column: str, name: str | None, known: dict[str, int]) -> int | None:
    if not name:
        return None
    if name not in known:
        raise RowRefused(column, _("Not in the imported list."), name)
    return known[name]


def _changes(existing: Person | CommunityWorker | None, values: dict[str, Any]) -> dict[str, Any]:
    """Return what differs; a blank leaves what is known."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and (existing is None or getattr(existing, name) != value)
    }


def _decide_staying(decision: Decision, known: Known, as_of: dt.date) -> None:
    worker, row = decision.worker, decision.row
    if worker is None:  # pragma: no cover (the caller looked)
        return
    decision.worker_changes = _changes(worker, _worker_values(row, known) | {"hired_on": row.hired_on})
    posts = known.posts[worker.pk]
    first_end = posts[0].ended_on
    if row.hired_on and first_end and row.hired_on > first_end:
        raise RowRefused("入职日期", _("Lies after the end of an earlier post."), row.hired_on.isoformat())
    if decision.unit.pk != worker.unit_id:
        if as_of < posts[-1].started_on:
            raise RowRefused(
                "街镇", _("The present post began on %s, after the day of the roster.") % posts[-1].started_on
            )
        decision.moves, decision.action = True, MOVED
    decision.asks_exclusion = _asks_exclusion(decision, known)


def _decide_entering(decision: Decision, known: Known) -> None:
    row, person = decision.row, decision.person
    last = known.ended.get(person.pk) if person else None
    if last and last.left_on and row.hired_on and row.hired_on < last.left_on:
        raise RowRefused(
            "入职日期",
            _("Left on %s. Somebody hired again needs a hiring date from then on.") % last.left_on,
            row.hired_on.isoformat(),
        )
    decision.worker_changes = _changes(None, _worker_values(row, known)) | {"hired_on": row.hired_on}
    decision.opens = True
    decision.action = REHIRED if last else CREATED
    decision.asks_exclusion = row.is_counted is False


def _decide_leaving(decision: Decision, known: Known, as_of: dt.date) -> None:
    row, worker = decision.row, decision.worker
    left_on = row.left_on or as_of
    if left_on > as_of:
        raise RowRefused("离岗日期", _("This lies after the day of the roster."), left_on.isoformat())
    if worker is None:
        _decide_left_before(decision, known)
        if not decision.opens:
            return
    elif left_on < known.posts[worker.pk][-1].started_on:
        raise RowRefused(
            "离岗日期",
            _("The present post began on %s.") % known.posts[worker.pk][-1].started_on,
            left_on.isoformat(),
        )
    else:
        decision.action = LEFT
    decision.left_on = left_on
    decision.left_kind = LeftKind.OFF_DUTY if row.status == OFF_DUTY else LeftKind.TRANSFERRED


def _decide_left_before(decision: Decision, known: Known) -> None:
    """Nobody on duty: either recorded as left already, or somebody of whom only the past is known."""
    row, person = decision.row, decision.person
    last = known.ended.get(person.pk) if person else None
    if last is None:
        _decide_entering(decision, known)
        decision.asks_exclusion = False
    elif row.left_on and row.left_on != last.left_on:
        raise RowRefused("离岗日期", _("Recorded as left on %s.") % last.left_on, row.left_on.isoformat())


def _asks_exclusion(decision: Decision, known: Known) -> bool:
    """Ask once: not while a request lives, and not again for a reason that the district refused."""
    if decision.row.is_counted is not False or decision.worker is None:
        return False
    newest = known.exclusions.get(decision.worker.pk)
    if newest is None:
        return True
    is_refused_again = newest.state == "refused" and newest.reason == decision.row.exclusion_reason
    return newest.state not in LIVE and not is_refused_again


def _refuse_taken_phones(plan: Plan, known: Known) -> None:
    """Refuse a phone that another person keeps; one that is given up in the same file is free.

    A refused row keeps its phone, which may refuse another row: repeated until nothing changes.
    """
    while True:
        given_up = {
            decision.person.pk
            for decision in plan.decisions
            if decision.person and "phone" in decision.person_changes
        }
        taken = [decision for decision in plan.decisions if _is_taken(decision, known, given_up)]
        if not taken:
            return
        for decision in taken:
            phone = decision.row.phone or ""
            owner = mask_name(known.by_phone[phone].name)
            message = _("This phone is recorded for another person (%s).") % owner
            plan.errors.append(RowError(decision.row.number, "手机号", message, phone))
        refused = {id(decision) for decision in taken}
        plan.decisions = [decision for decision in plan.decisions if id(decision) not in refused]


def _is_taken(decision: Decision, known: Known, given_up: set[int]) -> bool:
    phone = decision.person_changes.get("phone")
    owner = known.by_phone.get(phone) if phone else None
    own = decision.person.pk if decision.person else None
    return owner is not None and owner.pk != own and owner.pk not in given_up
