"""Background work: loads by id, calls a service."""

from celery import shared_task

from accounts.models import RosterImport
from accounts.models.roster import ImportState
from accounts.services import (
    apply_import,
    check_import,
    drop_old_files,
    end_expired_grants,
    release_stale_imports,
)


@shared_task
def work_on_roster_import(import_id: int) -> None:
    """Check or write an import, whichever its state asks for."""
    roster_import = RosterImport.objects.select_related("unit", "uploaded_by").filter(pk=import_id).first()
    if roster_import is None:
        return
    if roster_import.state == ImportState.CHECK_QUEUED:
        check_import(roster_import=roster_import)
    elif roster_import.state == ImportState.APPLY_QUEUED:
        apply_import(roster_import=roster_import)


@shared_task
def resume_roster_imports() -> None:
    """Take up what a lost message left behind, and drop files that nobody wrote."""
    drop_old_files()
    for import_id in release_stale_imports():
        # A message each: one broken file must not keep the others waiting.
        work_on_roster_import.delay(import_id)


@shared_task
def end_expired_roles() -> None:
    """Take the back-office groups of roles whose end has passed."""
    end_expired_grants()
