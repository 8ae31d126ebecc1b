"""The plan's controlled words as rows."""

from django.db import migrations

from courses import vocabulary

WORDS = {
    "Scene": vocabulary.SCENES,
    "PolicyTask": vocabulary.POLICY_TASKS,
    "Shift": vocabulary.SHIFTS,
    "StubbornIssue": vocabulary.STUBBORN_ISSUES,
}


def write_words(apps, schema_editor):
    for model, words in WORDS.items():
        for position, (code, title) in enumerate(words.items(), start=1):
            apps.get_model("courses", model).objects.update_or_create(
                code=code, defaults={"title": title, "position": position}
            )


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial")]
    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
