"""Editors come into the back office and upload images, documents and media."""

from django.db import migrations

GROUPS = ("trainers", "district-editors")
FILES = (
    ("wagtailimages", "image", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", "document", ("add_document", "change_document", "choose_document")),
    ("wagtailmedia", "media", ("add_media", "change_media")),
)


def give_rights(apps, schema_editor):
    group_model = apps.get_model("auth", "Group")
    groups = [group_model.objects.get_or_create(name=name)[0] for name in GROUPS]
    _give(apps, groups, "wagtailadmin", "admin", "access_admin", collection=None)
    collection = apps.get_model("wagtailcore", "Collection").objects.order_by("path").first()
    for app_label, model, codenames in FILES:
        for codename in codenames:
            _give(apps, groups, app_label, model, codename, collection=collection)


def _give(apps, groups, app_label, model, codename, *, collection):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename.replace("_", " ")}
    )
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for group in groups:
        if collection is None:
            group.permissions.add(permission)
        else:
            rights.get_or_create(group=group, collection=collection, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_vocabulary"),
        ("wagtailadmin", "0004_editingsession"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
