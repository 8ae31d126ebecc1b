"""The roster: check, write, undo."""

from accounts.services.roster.imports import (
    UNDO_FOR,
    RosterOutcome,
    apply_import,
    check_import,
    drop_old_files,
    import_roster,
    release_stale_imports,
    request_apply,
    undo_import,
    upload_roster,
)
from accounts.services.roster.undoing import Undone

__all__ = [
    "UNDO_FOR",
    "RosterOutcome",
    "Undone",
    "apply_import",
    "check_import",
    "drop_old_files",
    "import_roster",
    "release_stale_imports",
    "request_apply",
    "undo_import",
    "upload_roster",
]
