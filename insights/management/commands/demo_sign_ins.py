"""The demo's sign-ins as a table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, OutputWrapper

from insights.management.commands.certification_rate import aligned
from insights.services.demo import demo_sign_ins


class Command(BaseCommand):
    """Role, unit, sign-in name, phone; one password for all of them."""

    help = "Prints who may sign in to the demo district."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, or say that there is no demo."""
        if not demo_sign_ins():
            self.stdout.write("这里没有示例数据。")
            return
        print_sign_ins(self.stdout)


def password_file() -> Path:
    """Where the demo's password is kept, readable by the owner only."""
    return Path(settings.VAR_DIR) / "secrets" / "demo_password"


def print_sign_ins(out: OutputWrapper) -> None:
    """Write the table and the password, if it is known here."""
    rows = [[each.role, each.username, each.phone, each.unit] for each in demo_sign_ins()]
    out.write(aligned([["角色", "登录名", "或手机号", "单位"], *rows], left=4))
    file = password_file()
    out.write(f"口令：{file.read_text().strip()}" if file.exists() else "口令：装载时设定的那一个")
