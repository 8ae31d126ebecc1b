"""Fills an empty database with the synthetic district."""

import datetime as dt
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Person
from insights.exceptions import DemoRefused
from insights.management.commands.demo_sign_ins import password_file, print_sign_ins
from insights.services.demo import is_loaded, load_demo

# A word, a word and a number: three classes of signs, easy to read out.
_WORDS = ("Chunfeng", "Qiuyue", "Jiangnan", "Yuxin", "Lantian", "Songbai", "Hehua", "Luming")


class Command(BaseCommand):
    """Deterministic: the same ``--workers`` and ``--on`` give the same district."""

    help = "Loads the synthetic demo district into an empty database and prints its sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, as of which day, with which password."""
        parser.add_argument("--workers", type=int, default=1200, help="people counted in the rate (1200)")
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, default=None, help="the day the district is as of (today)"
        )
        parser.add_argument("--password", default="", help="of the demo sign-ins (made once, kept in var/)")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where people exist already")
        parser.add_argument("--people-only", action="store_true", help="no courses, items and learning")
        parser.add_argument("--force", action="store_true", help="also with production settings")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print who may sign in."""
        if is_loaded():
            self.stdout.write("示例数据已经在了，没有重复装载。")
            return
        if options["if_empty"] and Person.objects.exists():
            self.stdout.write("数据库里已有人员，不装示例数据。")
            return
        try:
            loaded = load_demo(
                workers=options["workers"],
                on=options["on"] or timezone.localdate(),
                password=options["password"] or _kept_password(),
                with_content=not options["people_only"],
                force=options["force"],
                say=lambda words: self.stdout.write(f"· {words}"),
            )
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["password"]:
            _keep_password(options["password"])
        rate = loaded.rate
        self.stdout.write(f"{loaded.people} 人；持证率 {rate.shown}（{rate.numerator}/{rate.denominator}）")
        if not options["if_empty"]:  # script/server prints the table itself, at each start
            print_sign_ins(self.stdout)


def _kept_password() -> str:
    """The demo's password: made at the first load, kept in var/, never in the code."""
    file = password_file()
    if not file.exists():
        words = f"{secrets.choice(_WORDS)}-{secrets.choice(_WORDS)}-{secrets.randbelow(9000) + 1000}"
        _keep_password(words)
    return file.read_text().strip()


def _keep_password(password: str) -> None:
    file = password_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(password)
    file.chmod(0o600)
