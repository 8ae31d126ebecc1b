"""A whole official list at once: compare first, confirm the matched ones afterwards."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_act
from certificates.exceptions import NotYoursToDecide
from certificates.models import (
    ExternalQualification,
    LookUpResult,
    LookUpSource,
    OfficialLookUp,
    Outcome,
    QualificationEvent,
    Reconciliation,
    ReconciliationRow,
)
from certificates.permissions import acting_in_bulk, can_reconcile, qualifications_by_duty
from certificates.services.journal import announce
from certificates.services.official_list import ListedRow, read_official_list
from certificates.transitions import LIVE, Action, Actor, State, next_state
from lms.lib.crypto import lookup_hash
from lms.lib.masking import mask_number

# What a matched row leads to, by where the registration stands.
STEPS = {State.SUBMITTED: Action.REVIEW, State.STREET_REVIEWED: Action.CONFIRM}
_BATCH = 1000


def reconcile_official_list(*, data: bytes, file_name: str, by: User) -> Reconciliation:
    """Compare a list with the registrations that the officer sees; nothing about them changes.

    Raises :class:`ListRefused` for the file as a whole. The number of queries does not grow with the
    list, save for the batches in which its rows are written.
    """
    if not can_reconcile(by):
        raise NotYoursToDecide(_("This step belongs to somebody else."))
    listed = read_official_list(data)
    rows = _compare(listed, by)
    with transaction.atomic():
        reconciliation = Reconciliation.objects.create(
            file_name=file_name[:200],
            uploaded_by=by,
            counts=dict(Counter(str(row.outcome) for row in rows)),
        )
        for row in rows:
            row.reconciliation = reconciliation
        ReconciliationRow.objects.bulk_create(rows, batch_size=_BATCH)
        record_act(
            actor=by,
            action="qualification.list_compared",
            target=reconciliation,
            detail=reconciliation.counts,
        )
    return reconciliation


def _compare(listed: list[ListedRow], by: User) -> list[ReconciliationRow]:
    mine = qualifications_by_duty(by).filter(state__in=LIVE).select_related("person")
    registered = {row.number_hash: row for row in mine}
    actors = acting_in_bulk(by, list(registered.values()))
    found, met = [], set()
    for line in listed:
        number_hash = lookup_hash(line.number)
        qualification = registered.get(number_hash)
        outcome, note = _outcome(line, qualification, actors, by)
        if number_hash in met and not line.problem:
            outcome, note = Outcome.REPEATED, ""
        met.add(number_hash)
        found.append(_row_of(line, number_hash, outcome, note, qualification))
    waiting = [row for row in registered.values() if row.state in STEPS and row.number_hash not in met]
    return found + [_missing_row(row) for row in sorted(waiting, key=lambda row: row.person.name)]


def _outcome(
    line: ListedRow, row: ExternalQualification | None, actors: dict[int, Actor], by: User
) -> tuple[Outcome, str]:
    if line.problem:
        return Outcome.UNREADABLE, line.problem
    if row is None:
        return Outcome.UNKNOWN, ""
    if _bare(line.name) != _bare(row.person.name):
        return Outcome.NAME_DIFFERS, _("Registered by %(name)s") % {"name": row.person.name}
    if row.state == State.MORE_NEEDED:
        return Outcome.SENT_BACK, ""
    difference = _difference(line, row)
    if difference:
        return Outcome.DETAILS_DIFFER, difference
    return _step_outcome(row, actors[row.pk], by), ""


def _step_outcome(row: ExternalQualification, actor: Actor, by: User) -> Outcome:
    step = STEPS.get(State(row.state))
    if step is None or (step == Action.CONFIRM and actor == Actor.STREET_TOWN):
        return Outcome.DONE
    if next_state(row.state, step, actor) is None:
        return Outcome.NOT_YOURS
    same_officer = step == Action.CONFIRM and row.reviewed_by_id == by.pk
    return Outcome.NOT_YOURS if same_officer else Outcome.MATCHED


def _difference(line: ListedRow, row: ExternalQualification) -> str:
    if line.level and line.level != row.level:
        return _("Registered as %(level)s") % {"level": row.get_level_display()}
    if line.issued_on and line.issued_on != row.issued_on:
        return _("Registered with the date %(date)s") % {"date": row.issued_on.isoformat()}
    return ""


def _bare(name: str) -> str:
    """A name without blanks and the dots between its parts."""
    return "".join(sign for sign in name if not sign.isspace() and sign not in "·•・.")


def _row_of(
    line: ListedRow, number_hash: str, outcome: Outcome, note: str, row: ExternalQualification | None
) -> ReconciliationRow:
    return ReconciliationRow(
        position=line.position,
        name=line.name,
        level=line.level,
        number_masked=mask_number(line.number)[:20],
        number_hash="" if line.problem else number_hash,
        issued_on=line.issued_on,
        outcome=outcome,
        note=note[:200],
        qualification=row,
    )


def _missing_row(row: ExternalQualification) -> ReconciliationRow:
    return ReconciliationRow(
        position=0,
        name=row.person.name,
        level=row.level,
        number_masked=row.number_masked,
        number_hash=row.number_hash,
        issued_on=row.issued_on,
        outcome=Outcome.NOT_IN_LIST,
        qualification=row,
    )


def apply_reconciliation(*, reconciliation: Reconciliation, by: User) -> Reconciliation:
    """Move every matched row one step on (reviewed, or confirmed by the district); all in one transaction.

    Rows that changed since the comparison are left, each with its reason. Doing it twice changes nothing.
    """
    if by.pk != reconciliation.uploaded_by_id or not can_reconcile(by):
        raise NotYoursToDecide(_("This step belongs to somebody else."))
    with transaction.atomic():
        whole = Reconciliation.objects.select_for_update().get(pk=reconciliation.pk)
        if whole.applied_at is not None:
            return whole
        rows = list(whole.rows.filter(outcome=Outcome.MATCHED))
        moved = _move_matched(rows, by)
        _note_applied(whole, rows)
        whole.applied_at, whole.applied_count = timezone.now(), len(moved)
        whole.save(update_fields=["applied_at", "applied_count"])
        detail = {"moved": [row.pk for row in moved]}
        record_act(actor=by, action="qualification.list_confirmed", target=whole, detail=detail)
        announce(moved)
    return whole


def _move_matched(rows: list[ReconciliationRow], by: User) -> list[ExternalQualification]:
    """Lock the registrations in the order of their keys, move those that may move, write it all in bulk."""
    keys = [row.qualification_id or 0 for row in rows]
    locked = ExternalQualification.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in locked}
    actors = acting_in_bulk(by, list(found.values()))
    moved, before = [], {}
    for line in rows:
        row = found[line.qualification_id or 0]
        line.refusal = _refusal(line, row, actors.get(row.pk), by)
        line.is_applied = not line.refusal
        if line.is_applied:
            before[row.pk] = row.state
            moved.append(_moved(row, by))
    _write(moved, before, by)
    return moved


def _note_applied(whole: Reconciliation, rows: list[ReconciliationRow]) -> None:
    whole.rows.filter(pk__in=[row.pk for row in rows if row.is_applied]).update(is_applied=True)
    refused = [row for row in rows if row.refusal]
    ReconciliationRow.objects.bulk_update(refused, ["refusal"], batch_size=_BATCH)


def _refusal(line: ReconciliationRow, row: ExternalQualification, actor: Actor | None, by: User) -> str:
    if actor is None:
        return _("The holder has left your unit.")
    if row.number_hash != line.number_hash:
        return _("The number was changed meanwhile.")
    if _step_outcome(row, actor, by) != Outcome.MATCHED:
        return _("It stands at “%(state)s” now.") % {"state": row.get_state_display()}
    return ""


def _moved(row: ExternalQualification, by: User) -> ExternalQualification:
    now = timezone.now()
    if row.state == State.SUBMITTED:
        row.state, row.reviewed_by = State.STREET_REVIEWED, by
    else:
        row.state, row.verified_at = State.VERIFIED, now
    row.state_changed_at = now
    return row


def _write(rows: list[ExternalQualification], before: dict[int, str], by: User) -> None:
    today = timezone.localdate()
    OfficialLookUp.objects.bulk_create(
        [
            OfficialLookUp(
                qualification=row,
                looked_up_on=today,
                by=by,
                result=LookUpResult.MATCHES,
                source=LookUpSource.LIST,
                number_hash=row.number_hash,
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )
    _update_in_bulk([row.pk for row in rows if row.state == State.STREET_REVIEWED], State.STREET_REVIEWED, by)
    _update_in_bulk([row.pk for row in rows if row.state == State.VERIFIED], State.VERIFIED, by)
    QualificationEvent.objects.bulk_create(
        [
            QualificationEvent(
                qualification=row,
                by=by,
                action=STEPS[State(before[row.pk])],
                from_state=before[row.pk],
                to_state=row.state,
                note=_("By an official list"),
            )
            for row in rows
        ],
        batch_size=_BATCH,
    )


def _update_in_bulk(keys: list[int], state: State, by: User) -> None:
    now = timezone.now()
    who = {"reviewed_by": by} if state == State.STREET_REVIEWED else {"verified_at": now}
    ExternalQualification.objects.filter(pk__in=keys).update(state=state, state_changed_at=now, **who)
