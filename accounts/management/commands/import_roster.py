"""Import a roster from an .xlsx or .csv."""

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.exceptions import RosterRefused
from accounts.models import Unit
from accounts.services import RosterOutcome, import_roster


class Command(BaseCommand):
    """``manage.py import_roster FILE``: exit code 1 when anything was refused."""

    help = "Import a roster; nothing is written when a row is bad, unless --skip-bad-rows."

    def add_arguments(self, parser: CommandParser) -> None:
        """A file and how to treat it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check, write nothing")
        parser.add_argument("--json", action="store_true", help="print counts, errors and written as JSON")
        parser.add_argument("--skip-bad-rows", action="store_true", help="write the good rows")
        parser.add_argument("--as-of", type=dt.date.fromisoformat, help="day on which the file is true")
        parser.add_argument("--unit", help="code of the unit that bounds what is written (the district)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, print, and leave with 1 when a row or the file was refused."""
        try:
            outcome = import_roster(
                data=options["file"].read_bytes(),
                file_name=options["file"].name,
                unit=self._unit(options["unit"]),
                by=None,
                as_of=options["as_of"],
                dry_run=options["dry_run"],
                skip_bad_rows=options["skip_bad_rows"],
            )
        except (OSError, RosterRefused) as error:
            if not options["json"]:
                raise CommandError(str(error)) from error
            wrong = {"row": 0, "column": "", "message": str(error), "value": ""}
            self.stdout.write(
                json.dumps({"counts": {}, "errors": [wrong], "written": False}, ensure_ascii=False)
            )
            raise SystemExit(1) from error
        self._print(outcome, as_json=options["json"])
        if outcome.errors:
            raise SystemExit(1)

    @staticmethod
    def _unit(code: str | None) -> Unit:
        units = Unit.objects.filter(code=code) if code else Unit.objects.filter(depth=1)
        unit: Unit | None = units.first()
        if unit is None:
            raise CommandError(f"no unit {code or ''}: run import_units first")
        return unit

    def _print(self, outcome: RosterOutcome, *, as_json: bool) -> None:
        if as_json:
            said = {
                "counts": outcome.counts,
                "errors": [asdict(error) for error in outcome.errors],
                "written": outcome.written,
            }
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        for error in outcome.errors:
            self.stderr.write(f"{error.row} {error.column}: {error.message} {error.value}")
        self.stdout.write(" ".join(f"{key}={count}" for key, count in outcome.counts.items()))
        self.stdout.write("written" if outcome.written else "nothing written")
