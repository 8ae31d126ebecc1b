"""The first definition of the certification rate (domain rules, section 5.3)."""

from django.db import migrations


def load(apps, schema_editor):
    apps.get_model("insights", "RateDefinition").objects.create(
        version="2026-01",
        is_current=True,
        include_party_secretary=True,
        include_on_leave=True,
        require_registration_valid=False,
        count_score_only=False,
        count_local_certificates=False,
        post_categories=[],
        target_percent=60,
        legal_basis="规划未写明口径，本版为默认口径，待主管部门核定",
    )


def unload(apps, schema_editor):
    apps.get_model("insights", "RateDefinition").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("insights", "0002_indicators")]
    operations = [migrations.RunPython(load, unload)]
