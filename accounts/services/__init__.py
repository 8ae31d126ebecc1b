"""Writes of this app; each function is one use case."""

from accounts.services.activation import (
    IssuedCode,
    activate,
    issue_activation_code,
    issue_activation_codes,
)
from accounts.services.audit import record_act
from accounts.services.exclusions import decide_exclusion, end_exclusion, request_exclusion
from accounts.services.feedback import answer_feedback, send_feedback
from accounts.services.passwords import ask_for_fresh_password, note_password_change
from accounts.services.post_lists import import_posts
from accounts.services.roles import end_expired_grants, grant_role, revoke_role
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
    "IssuedCode",
    "RosterOutcome",
    "Undone",
    "activate",
    "add_post",
    "answer_feedback",
    "apply_import",
    "ask_for_fresh_password",
    "check_import",
    "close_unit",
    "decide_exclusion",
    "drop_old_files",
    "end_employment",
    "end_exclusion",
    "end_expired_grants",
    "end_leave",
    "end_post",
    "grant_role",
    "import_posts",
    "import_roster",
    "import_units",
    "issue_activation_code",
    "issue_activation_codes",
    "note_password_change",
    "record_act",
    "rehire",
    "release_stale_imports",
    "reopen_unit",
    "request_apply",
    "request_exclusion",
    "revoke_role",
    "second_worker",
    "send_feedback",
    "start_leave",
    "transfer_worker",
    "undo_import",
    "upload_roster",
]
