"""The roster file to fill in: headers, an example row, lists to choose from, notes."""

import io

import xlsxwriter

from accounts.models import GradeLevel, PostCategory, Unit
from accounts.roster_table import COLUMNS, Column

_ROWS = 5000


def roster_template() -> bytes:
    """Return an .xlsx that imports as it is: the example row is passed over."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F2EFE8"})
    must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F8E9E6"})
    grey = book.add_format({"font_color": "#6B727B", "italic": True})
    plain = book.add_format({"num_format": "@"})
    sheet, notes, lists = (
        book.add_worksheet("名册"),
        book.add_worksheet("填写说明"),
        book.add_worksheet("选项"),
    )
    sheet.freeze_panes(1, 0)
    notes.write_row(0, 0, ["列", "必填", "说明"], bold)
    notes.set_column(2, 2, 80)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(
            0, place, column.header + ("*" if column.required else ""), must if column.required else bold
        )
        sheet.write_string(1, place, column.example, grey)
        sheet.set_column(place, place, 15, plain)
        notes.write_row(place + 1, 0, [column.header, "是" if column.required else "", str(column.note)])
        choices = _choices(column)
        if choices:
            lists.write_column(0, place, [column.header, *choices])
            letter = chr(ord("A") + place)
            source = f"=选项!${letter}$2:${letter}${len(choices) + 1}"
            sheet.data_validation(
                1, place, _ROWS, place, {"validate": "list", "source": source, "error_type": "warning"}
            )
    lists.hide()
    book.close()
    return buffer.getvalue()


def _choices(column: Column) -> list[str]:
    if column.field == "street_town":
        return list(Unit.objects.street_towns().filter(closed_on__isnull=True).values_list("name", flat=True))
    if column.field == "category":
        return list(PostCategory.objects.values_list("name", flat=True))
    if column.field == "grade":
        return list(GradeLevel.objects.values_list("name", flat=True))
    return list(column.choices)
