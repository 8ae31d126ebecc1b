"""Import the tree of units from a .csv or .xlsx."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.exceptions import UnitsRefused
from accounts.services import import_units


class Command(BaseCommand):
    """``manage.py import_units content/units.csv``: safe twice; nothing is written when a row is bad."""

    help = "Import units from a table: 编码, 名称, 类型, 上级编码, 启用日期, 停用日期, 计为街镇."

    def add_arguments(self, parser: CommandParser) -> None:
        """One file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and say what happened."""
        try:
            result = import_units(data=options["file"].read_bytes(), by=None)
        except (OSError, UnitsRefused) as error:
            raise CommandError(str(error)) from error
        for wrong in result.errors:
            self.stderr.write(f"{wrong.row} {wrong.column}: {wrong.message} {wrong.value}")
        self.stdout.write(" ".join(f"{key}={count}" for key, count in result.counts.items()))
        if result.errors:
            raise CommandError(f"{len(result.errors)} rows refused, nothing written")
