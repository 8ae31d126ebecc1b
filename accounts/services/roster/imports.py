"""A roster file from upload to undo; the state of :class:`RosterImport` says where it stands."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import ImportNotUndoable, RosterRefused
from accounts.models import RosterImport, Unit, User
from accounts.models.roster import ImportState
from accounts.roster_table import RosterTable, RosterUnreadable, RowError, read_roster
from accounts.services.audit import record_act
from accounts.services.roster.known import Known, load_known
from accounts.services.roster.planning import Plan, plan_roster
from accounts.services.roster.undoing import Undone, take_back
from accounts.services.roster.writing import write_decisions

UNDO_FOR: Final = dt.timedelta(hours=24)
STALE_AFTER: Final = dt.timedelta(minutes=15)
FILE_KEPT_FOR: Final = dt.timedelta(days=7)
# What stands in the report; a file of wrong rows says no more with its ten-thousandth error.
_MAX_REPORT: Final = 5000

log = logging.getLogger(__name__)


@dataclass
class RosterOutcome:
    """What an import did or would do: counts by action, errors by row, whether it was written."""

    counts: dict[str, int]
    errors: list[RowError]
    written: bool
    roster_import: RosterImport | None = None


def import_roster(
    *,
    data: bytes,
    file_name: str,
    unit: Unit,
    by: User | None,
    as_of: dt.date | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> RosterOutcome:
    """Read, check and write a roster at once; the file itself is not kept.

    ``unit`` bounds what may be written. Nothing is written when a row is bad, unless ``skip_bad_rows``.
    Raises :class:`RosterRefused` when the file as a whole is refused.
    """
    table, as_of = _read(data), as_of or timezone.localdate()
    if dry_run:
        return _outcome(table, _plan(table, unit, as_of)[0], written=False)
    with transaction.atomic():
        _lock_rosters()
        plan, known = _plan(table, unit, as_of, for_update=True)
        outcome = _outcome(table, plan, written=False)
        if outcome.errors and not skip_bad_rows:
            return outcome
        outcome.written = True
        outcome.roster_import = roster_import = RosterImport.objects.create(
            file_name=file_name[:200],
            unit=unit,
            uploaded_by=by,
            as_of=as_of,
            state=ImportState.APPLYING,
            skip_bad_rows=skip_bad_rows,
            rows_total=table.rows_total,
        )
        _write(roster_import, plan, known, outcome)
    return outcome


def upload_roster(*, data: bytes, file_name: str, unit: Unit, by: User, as_of: dt.date) -> RosterImport:
    """Keep a file for the check in the background; one that is no roster is refused and never kept."""
    _read(data)
    with transaction.atomic():
        roster_import = RosterImport(file_name=file_name[:200], unit=unit, uploaded_by=by, as_of=as_of)
        # The name on disk says nothing: neither whose file it is nor where it came from.
        roster_import.file.save(f"{roster_import.public_id}.bin", ContentFile(data), save=False)
        roster_import.save()
        record_act(actor=by, action="roster.uploaded", target=roster_import, unit=unit)
    return roster_import


def check_import(*, roster_import: RosterImport) -> RosterImport:
    """Check an uploaded file; a second call while the first runs, or after it, does nothing."""
    if not _claim(roster_import, ImportState.CHECK_QUEUED, ImportState.CHECKING):
        return roster_import
    roster_import.refresh_from_db()
    try:
        table = _read(_stored(roster_import))
    except RosterRefused as refusal:
        roster_import.report = [asdict(RowError(0, "", str(refusal)))]
        _settle(roster_import, ImportState.REFUSED)
        _drop_file(roster_import)
        return roster_import
    RosterImport.objects.filter(pk=roster_import.pk).update(rows_total=table.rows_total)
    roster_import.rows_total = table.rows_total
    plan, _known = _plan(table, roster_import.unit, roster_import.as_of)
    outcome = _outcome(table, plan, written=False)
    roster_import.counts, roster_import.report = outcome.counts, _report(outcome.errors)
    roster_import.rows_done = table.rows_total
    return _settle(roster_import, ImportState.CHECKED)


def request_apply(*, roster_import: RosterImport, skip_bad_rows: bool) -> RosterImport:
    """Ask for a checked import to be written; asking twice changes nothing."""
    with transaction.atomic():
        roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
        if roster_import.state != ImportState.CHECKED:
            return roster_import
        if roster_import.counts.get("refused") and not skip_bad_rows:
            raise RosterRefused(_("Rows are wrong. Mend the file, or choose to write the good rows only."))
        roster_import.skip_bad_rows, roster_import.rows_done = skip_bad_rows, 0
        roster_import.state = ImportState.APPLY_QUEUED
        roster_import.save(update_fields=["skip_bad_rows", "rows_done", "state", "state_changed_at"])
    return roster_import


def apply_import(*, roster_import: RosterImport) -> RosterImport:
    """Write a checked import as a whole; the file is dropped afterwards. Safe twice.

    Everything is decided anew under the lock: where a row turned bad since the check, the import goes
    back to "checked" with the new report.
    """
    if not _claim(roster_import, ImportState.APPLY_QUEUED, ImportState.APPLYING):
        return roster_import
    table = _read(_stored(roster_import))
    with transaction.atomic():
        _lock_rosters()
        roster_import = RosterImport.objects.select_for_update(of=("self",)).get(pk=roster_import.pk)
        if roster_import.state != ImportState.APPLYING:
            return roster_import
        plan, known = _plan(table, roster_import.unit, roster_import.as_of, for_update=True)
        outcome = _outcome(table, plan, written=False)
        roster_import.counts, roster_import.report = outcome.counts, _report(outcome.errors)
        if outcome.errors and not roster_import.skip_bad_rows:
            return _settle(roster_import, ImportState.CHECKED)
        _write(roster_import, plan, known, outcome)
    _drop_file(roster_import)
    return roster_import


def undo_import(*, roster_import: RosterImport, by: User | None) -> Undone:
    """Take an import back within 24 hours, for everybody on whom nothing has changed since.

    Raises :class:`ImportNotUndoable` when it is too late or was never written.
    """
    with transaction.atomic():
        _lock_rosters()
        roster_import = RosterImport.objects.select_for_update(of=("self",)).get(pk=roster_import.pk)
        if roster_import.state == ImportState.UNDONE:
            return Undone(restored=roster_import.counts.get("restored", 0))
        if roster_import.state != ImportState.APPLIED or roster_import.applied_at is None:
            raise ImportNotUndoable(_("This import has not been written."))
        if timezone.now() - roster_import.applied_at > UNDO_FOR:
            raise ImportNotUndoable(_("An import can be undone for 24 hours."))
        undone = take_back(roster_import)
        roster_import.counts |= {"restored": undone.restored, "kept": len(undone.kept)}
        roster_import.report = [asdict(RowError(0, "", why, name)) for name, why in undone.kept]
        roster_import.undone_at = timezone.now()
        _settle(roster_import, ImportState.UNDONE)
        record_act(
            actor=by,
            action="roster.undone",
            target=roster_import,
            unit=roster_import.unit,
            detail={"restored": undone.restored, "kept": len(undone.kept)},
        )
    return undone


def release_stale_imports() -> list[int]:
    """Queue again what a lost worker left half-way; return the ids of everything queued.

    A half-written import is none: writing is one transaction.
    """
    stale = timezone.now() - STALE_AFTER
    for running, queued in (
        (ImportState.CHECKING, ImportState.CHECK_QUEUED),
        (ImportState.APPLYING, ImportState.APPLY_QUEUED),
    ):
        RosterImport.objects.filter(state=running, state_changed_at__lt=stale).update(
            state=queued, state_changed_at=timezone.now()
        )
    waiting = RosterImport.objects.filter(state__in=[ImportState.CHECK_QUEUED, ImportState.APPLY_QUEUED])
    return list(waiting.values_list("pk", flat=True))


def drop_old_files() -> int:
    """Delete the files of imports that nobody wrote within a week; return how many."""
    old = RosterImport.objects.filter(uploaded_at__lt=timezone.now() - FILE_KEPT_FOR).exclude(file="")
    imports = list(old.filter(state__in=[ImportState.CHECKED, ImportState.REFUSED]))
    for roster_import in imports:
        _drop_file(roster_import)
        _settle(roster_import, ImportState.REFUSED)
    return len(imports)


def _read(data: bytes) -> RosterTable:
    try:
        return read_roster(data)
    except RosterUnreadable as error:
        raise RosterRefused(str(error)) from error


def _plan(table: RosterTable, unit: Unit, as_of: dt.date, *, for_update: bool = False) -> tuple[Plan, Known]:
    known = load_known(table.rows, units=[unit], as_of=as_of, for_update=for_update)
    return plan_roster(table.rows, known=known, as_of=as_of), known


def _outcome(table: RosterTable, plan: Plan, *, written: bool) -> RosterOutcome:
    errors = sorted([*table.errors, *plan.errors], key=lambda error: error.row)
    refused = len({error.row for error in errors})
    return RosterOutcome(counts=plan.counts(refused), errors=errors, written=written)


def _write(roster_import: RosterImport, plan: Plan, known: Known, outcome: RosterOutcome) -> None:
    write_decisions(
        plan.decisions,
        known=known,
        roster_import=roster_import,
        as_of=roster_import.as_of,
        by=roster_import.uploaded_by,
    )
    roster_import.counts, roster_import.report = outcome.counts, _report(outcome.errors)
    roster_import.rows_done, roster_import.applied_at = roster_import.rows_total, timezone.now()
    _settle(roster_import, ImportState.APPLIED)
    record_act(
        actor=roster_import.uploaded_by,
        action="roster.imported",
        target=roster_import,
        unit=roster_import.unit,
        detail={"counts": outcome.counts},
    )


def _report(errors: Sequence[RowError]) -> list[dict[str, object]]:
    return [asdict(error) for error in errors[:_MAX_REPORT]]


def _settle(roster_import: RosterImport, state: ImportState) -> RosterImport:
    roster_import.state = state
    roster_import.save()
    return roster_import


def _claim(roster_import: RosterImport, waiting: ImportState, running: ImportState) -> bool:
    """Take the work for oneself; of two workers one gets it."""
    rows = RosterImport.objects.filter(pk=roster_import.pk, state=waiting)
    return rows.update(state=running, state_changed_at=timezone.now()) == 1


def _lock_rosters() -> None:
    """One roster is written at a time: two files may name the same people in another order."""
    list(Unit.objects.filter(depth=1).select_for_update(no_key=True))


def _stored(roster_import: RosterImport) -> bytes:
    with roster_import.file.open("rb") as file:
        data: bytes = file.read()
    return data


def _drop_file(roster_import: RosterImport) -> None:
    if roster_import.file:
        roster_import.file.delete(save=False)
        RosterImport.objects.filter(pk=roster_import.pk).update(file="")
