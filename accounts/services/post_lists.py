"""Post categories and grades: a list of the body in charge, imported and never in the code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.exceptions import UnitsRefused
from accounts.models import GradeLevel, PostCategory, User
from accounts.roster_table import cells
from accounts.roster_table.reading import RowError
from accounts.services.audit import record_act
from lms.lib.sheets import SheetUnreadable, read_sheets

_HEADERS: Final = ("种类", "编码", "名称", "排序", "备注")
_MODELS: Final[dict[str, type[PostCategory] | type[GradeLevel]]] = {
    "岗位类别": PostCategory,
    "岗位等级": GradeLevel,
}


@dataclass
class PostImport:
    """What an import did; nothing is written with errors."""

    counts: dict[str, int] = field(default_factory=lambda: {"created": 0, "updated": 0, "unchanged": 0})
    errors: list[RowError] = field(default_factory=list)


def import_posts(*, data: bytes, by: User | None) -> PostImport:
    """Create and update post categories and grades from a table (种类, 编码, 名称, 排序, 备注); safe twice.

    Raises :class:`UnitsRefused` when the file as a whole cannot be read.
    """
    try:
        rows = read_sheets(data)[0].rows
    except SheetUnreadable as error:
        raise UnitsRefused(str(error)) from error
    header = [cells.narrow(cell) for cell in rows[0]] if rows else []
    if header[: len(_HEADERS)] != list(_HEADERS):
        raise UnitsRefused(_("The header row reads: %s.") % "、".join(_HEADERS))
    result = PostImport()
    with transaction.atomic():
        for number, row in enumerate(rows[1:], start=2):
            if any(cells.text(cell) for cell in row):
                _write(number, row, result)
        if result.errors:
            transaction.set_rollback(True)
            result.counts = dict.fromkeys(result.counts, 0)
        elif result.counts["created"] or result.counts["updated"]:
            record_act(actor=by, action="post_lists.imported", detail={"counts": result.counts})
    return result


def _write(number: int, row: list[Any], result: PostImport) -> None:
    kind, code, name, position, note = (cells.narrow(row[i]) if i < len(row) else "" for i in range(5))
    model = _MODELS.get(kind)
    if model is None:
        result.errors.append(RowError(number, "种类", _("Choose one of: %s.") % "、".join(_MODELS), kind))
        return
    if not code or not name or (position and not position.isdecimal()):
        result.errors.append(RowError(number, "编码", _("Code, name and a whole number are needed."), code))
        return
    values = {"name": name, "position": int(position or 0), "note": note}
    found = model._default_manager.filter(code=code).first()
    if found and all(getattr(found, key) == value for key, value in values.items()):
        result.counts["unchanged"] += 1
        return
    model._default_manager.update_or_create(code=code, defaults=values)
    result.counts["updated" if found else "created"] += 1
