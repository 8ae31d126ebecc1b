"""Item reviewers come into the back office; what they may do there is asked of their role."""

from django.db import migrations


def give_entry(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="item-reviewers")
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="access_admin", defaults={"name": "access admin"}
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0002_state_exam_blueprint"),
        ("wagtailadmin", "0004_editingsession"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(give_entry, migrations.RunPython.noop)]
