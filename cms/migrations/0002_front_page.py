"""The front page stands where Wagtail's welcome page stood."""

import json

from django.conf import settings
from django.db import migrations

GOALS = [
    ("愿景", ["舒心安居、绿色环保、良序善治、治慧创新、活力共享的美好生活社区"]),
    ("导向", ["解决社区治理顽症", "改善社区服务供给"]),
    ("主线", ["链接“人”", "解决“事”", "改善“物”"]),
    ("力量", ["社区力量", "社会力量", "群团组织", "“两代表一委员”"]),
    ("重点", ["平台", "品牌", "阵地", "队伍", "支点"]),
    ("场景", ["治理", "服务", "空间", "生态", "文化", "智慧"]),
    ("任务", ["党建引领", "共享集约", "自治共治", "重心向下", "智慧联动", "持续创新", "实训成长"]),
]


def set_up(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("cms", "HomePage")
    if HomePage.objects.exists():
        return
    root = Page.objects.get(depth=1)
    locale, _ = apps.get_model("wagtailcore", "Locale").objects.get_or_create(
        language_code=settings.LANGUAGE_CODE
    )
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="homepage"
    )
    last = Page.objects.filter(depth=2).order_by("path").last()
    number = int(last.path[4:], 36) + 1 if last else 1
    page = HomePage.objects.create(
        path=f"{root.path}{_base36(number)}",
        depth=2,
        numchild=0,
        title="实训基地",
        draft_title="实训基地",
        slug="front",
        url_path="/front/",
        live=True,
        locale=locale,
        content_type=kind,
        lead="每天十分钟，把社区里的事学扎实",
        body="<p>社区工作者在这里学课程、备考社会工作者职业资格、留下看得见的成长；街镇和区里在这里看清差在哪、怎么补。</p>",
        goals_title="学什么，从一张图看起",
        goals_source="宝山区“十四五”社区治理专项研究 ·“1234567”目标体系",
        goals=json.dumps(
            [{"type": "goal", "value": {"name": name, "entries": entries}} for name, entries in GOALS]
        ),
    )
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    if not Site.objects.filter(is_default_site=True).update(root_page=page, site_name="实训基地"):
        Site.objects.create(
            hostname="localhost", port=80, is_default_site=True, root_page=page, site_name="实训基地"
        )
    # Wagtail's welcome page was made by its own migration; nothing hangs on it in a fresh database.
    welcome = Page.objects.filter(depth=2, slug="home", numchild=0, content_type__model="page")
    if welcome.exists():
        welcome.delete()
        Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())


def _base36(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    for _ in range(4):
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
