"""Load syllabus, items, mock exams and course quizzes from content files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assessments.exceptions import ContentRefused
from assessments.services import load_items


class Command(BaseCommand):
    """Load items; twice is the same as once, and with a fault nothing is written."""

    help = "Load syllabus, items, mock exams and course quizzes from content files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the folder, and whether to write."""
        parser.add_argument("--path", type=Path, default=Path(settings.BASE_DIR) / "content")
        parser.add_argument("--check", action="store_true", help="write nothing, only report")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, print, and leave with an error when anything was refused."""
        try:
            report = load_items(path=options["path"], check=options["check"])
        except ContentRefused as refusal:
            if options["json"]:
                self.stdout.write(json.dumps({"faults": refusal.faults}, ensure_ascii=False))
            raise CommandError("\n".join(refusal.faults)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(asdict(report), ensure_ascii=False))
        else:
            self.stdout.write(
                f"items: {report.items_new} new, {report.items_changed} changed, "
                f"{report.items_unchanged} unchanged; {report.knowledge_points} knowledge points, "
                f"{report.exams} mock exams, {report.quizzes} quizzes"
            )
