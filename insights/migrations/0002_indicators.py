"""The plan's fifteen indicators, the period they were set for and the one that follows."""

import csv
import datetime as dt
from pathlib import Path

from django.db import migrations

SOURCE = Path(__file__).resolve().parent.parent / "data" / "indicators.csv"


def load(apps, schema_editor):
    PlanPeriod = apps.get_model("insights", "PlanPeriod")
    Indicator = apps.get_model("insights", "Indicator")
    IndicatorTarget = apps.get_model("insights", "IndicatorTarget")
    past = PlanPeriod.objects.create(
        code="14-5",
        name="“十四五”（2021–2025）",
        starts_on=dt.date(2021, 1, 1),
        ends_on=dt.date(2025, 12, 31),
        targets_confirmed=True,
        note="《“十四五”社区治理专项研究》附表",
    )
    PlanPeriod.objects.create(
        code="15-5",
        name="新规划期（2026–2030）",
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2030, 12, 31),
        targets_confirmed=False,
        note="目标待主管部门核定",
    )
    with SOURCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            indicator = Indicator.objects.create(
                code=row["code"],
                name=row["name"],
                measure=row["measure"],
                attribute=row["attribute"],
                computed=row["computed"],
                source_note=row["source_note"],
            )
            IndicatorTarget.objects.create(
                period=past,
                indicator=indicator,
                value=row["target"],
                is_qualitative=row["is_qualitative"] == "yes",
            )


def unload(apps, schema_editor):
    for name in ("IndicatorTarget", "Indicator", "PlanPeriod"):
        apps.get_model("insights", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
