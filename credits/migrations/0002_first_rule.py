"""The first rule: an online course counts its online minutes once in a registration cycle."""

import datetime as dt

from django.db import migrations


def write_rule(apps, schema_editor):
    apps.get_model("credits", "CreditRule").objects.get_or_create(
        category="online_course",
        version=1,
        defaults={
            "title": "线上课：学完并通过测验，按线上部分的分钟数计一次",
            "source": "学时认定规则（领域说明 6.3）；同一登记周期（三年）内同一门课不重复计",
            "once_in_months": 36,
            "valid_from": dt.date(2021, 1, 1),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("credits", "0001_initial")]
    operations = [migrations.RunPython(write_rule, migrations.RunPython.noop)]
