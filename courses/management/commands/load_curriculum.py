"""``manage.py load_curriculum``."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from courses.services import load_curriculum


class Command(BaseCommand):
    """Loads course and lesson files as pages and releases complete courses."""

    help = "Load content/courses: Markdown files become pages, complete courses are released."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from, how, and how to report."""
        parser.add_argument("--path", type=Path, default=Path(settings.BASE_DIR) / "content")
        parser.add_argument("--check", action="store_true", help="read only; say what is wrong")
        parser.add_argument("--overwrite", action="store_true", help="also pages edited on the site")
        parser.add_argument("--user", default="", help="sign-in in whose name pages are published")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, report; a fault makes the command fail."""
        by = User.objects.get(username=options["user"]) if options["user"] else None
        report = load_curriculum(
            path=options["path"], by=by, overwrite=options["overwrite"], check_only=options["check"]
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            for fault in report.faults:
                self.stderr.write(str(fault))
            self.stdout.write(
                _(
                    "%(courses)s courses, %(lessons)s lessons, %(items)s quiz items: %(created)s new, "
                    "%(updated)s updated, %(unchanged)s unchanged, %(kept)s kept as edited on the site, "
                    "%(released)s editions released"
                )
                % report.as_json()
            )
        if report.faults:
            raise CommandError(_("%(count)s faults; nothing was written.") % {"count": len(report.faults)})
