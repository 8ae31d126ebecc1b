"""Rows that the exam office could change: the state exam's scoring and blueprint, and a short practice."""

import datetime as dt

from django.db import migrations

# Domain rules, sections 1.1 to 1.3; the pass line of 60 % holds since the exams of 2022.
SCHEME = {
    "code": "state-exam",
    "title": "国家社会工作者职业资格考试客观题计分",
    "rules": {"single": {"partial_each": 0}, "multiple": {"partial_each": 1}},
    "valid_from": dt.date(2022, 1, 1),
}
BLUEPRINTS = [
    ("state-objective", "国考客观题科目：单选 60、多选 20", 120, [("single", 60, 2), ("multiple", 20, 4)]),
    ("short-practice", "十题小练：单选 8、多选 2", 15, [("single", 8, 2), ("multiple", 2, 4)]),
]


def create(apps, schema_editor):
    scheme, _ = apps.get_model("assessments", "ScoringScheme").objects.get_or_create(
        code=SCHEME["code"], defaults=SCHEME
    )
    section = apps.get_model("assessments", "BlueprintSection")
    for code, title, minutes, sections in BLUEPRINTS:
        blueprint, created = apps.get_model("assessments", "Blueprint").objects.get_or_create(
            code=code,
            defaults={
                "title": title,
                "scheme": scheme,
                "minutes": minutes,
                "pass_percent": 60,
                "valid_from": SCHEME["valid_from"],
            },
        )
        if created:
            section.objects.bulk_create(
                section(blueprint=blueprint, position=n, item_type=t, count=c, half_points_each=p)
                for n, (t, c, p) in enumerate(sections, start=1)
            )


def remove(apps, schema_editor):
    """Keep rows that exams use; PROTECT keys would refuse anyway."""
    codes = [code for code, *_ in BLUEPRINTS]
    apps.get_model("assessments", "Blueprint").objects.filter(code__in=codes, exams=None).delete()


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
