"""Writes of this app; each function is one use case."""

from accounts.services.audit import record_act
from accounts.services.exclusions import decide_exclusion, end_exclusion, request_exclusion
from accounts.services.post_lists import import_posts
from accounts.services.roles import grant_role, revoke_role
from accounts.services.roster import (
    RosterOutcome,
    Undone,
    apply_import,
    check_import,
    drop_old_files,
    import_roster,
    release_stale_imports,
    request_apply,
    undo_import,
    upload_roster,
)
from accounts.services.units import close_unit, import_units, reopen_unit
from accounts.services.workers import (
    add_post,
    end_employment,
    end_leave,
    end_post,
    rehire,
    second_worker,
    start_leave,
    transfer_worker,
)

__all__ = [
    "RosterOutcome",
    "Undone",
    "add_post",
    "apply_import",
    "check_import",
    "close_unit",
    "decide_exclusion",
    "drop_old_files",
    "end_employment",
    "end_exclusion",
    "end_leave",
    "end_post",
    "grant_role",
    "import_posts",
    "import_roster",
    "import_units",
    "record_act",
    "rehire",
    "release_stale_imports",
    "reopen_unit",
    "request_apply",
    "request_exclusion",
    "revoke_role",
    "second_worker",
    "start_leave",
    "transfer_worker",
    "undo_import",
    "upload_roster",
]
