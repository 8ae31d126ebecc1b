"""The certification rate of every unit, as a table or as JSON."""

import datetime as dt
import json
import unicodedata
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Unit, UnitKind
from insights.models import RateDefinition
from insights.services import certification_rates, current_definition
from insights.unit_rate import UnitRate


class Command(BaseCommand):
    """Prints the district first, then the street-towns by code."""

    help = "Prints the certification rate of every unit on a day (today)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Day, one unit by its code, JSON."""
        parser.add_argument("--on", type=_day, default=None, metavar="DATE", help="YYYY-MM-DD")
        parser.add_argument("--unit", default=None, metavar="CODE")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and print."""
        on = options["on"] or timezone.localdate()
        if on > timezone.localdate():
            raise CommandError(f"{on} 还没有到，不能统计。")
        definition = current_definition()
        rates = certification_rates(on=on, definition=definition, units=_units(options["unit"]))
        if options["json"]:
            rows = [as_object(rate, definition) for rate in rates]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                f"社区工作者持证率 {on}（口径 {definition.version}，目标 {definition.target_percent}%）"
            )
            self.stdout.write(as_table(rates))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"日期写成 2026-09-30 的样子：{text}") from error


def _units(code: str | None) -> list[Unit]:
    if code is not None:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(f"没有代码为 {code} 的单位。")
        return [unit]
    districts = Unit.objects.filter(kind=UnitKind.DISTRICT).order_by("code")
    return [*districts, *Unit.objects.get_queryset().street_towns()]


def as_object(rate: UnitRate, definition: RateDefinition) -> dict[str, object]:
    """The keys that other programmes read; ``rate`` is cut, ``reached`` compares integers."""
    return {
        "unit": rate.unit.code,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "rate": rate.percent,
        "reached": rate.reached,
        "definition": definition.version,
    }


def as_table(rates: list[UnitRate]) -> str:
    """Columns that line up although a Chinese character is two cells wide."""
    head = ["代码", "单位", "持证", "在岗", "持证率", "达标", "差（人）", "待核验", "不计入"]
    body = [
        [
            rate.unit.code,
            rate.unit.name,
            str(rate.numerator),
            str(rate.denominator),
            rate.shown,
            "是" if rate.reached else "否",
            str(rate.missing),
            str(rate.waiting),
            str(rate.excluded),
        ]
        for rate in rates
    ]
    return aligned([head, *body], left=2)


def aligned(table: list[list[str]], *, left: int) -> str:
    """Lay out columns of Chinese and numbers; the first ``left`` columns stand to the left."""
    widths = [max(_cells(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(_line(row, widths, left) for row in table)


def _line(row: list[str], widths: list[int], left: int) -> str:
    cells = zip(row, widths, strict=True)
    line = "  ".join(_pad(text, width, left=column < left) for column, (text, width) in enumerate(cells))
    return line.rstrip()


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _cells(text))
    return text + space if left else space + text
