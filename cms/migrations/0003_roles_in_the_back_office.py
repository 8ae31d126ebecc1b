"""The shelf for courses, and what each role's group may do in Wagtail's admin.

The names of the groups are those of accounts.services.roles.WAGTAIL_GROUPS; a role joins its group
when it is granted. Reviewers choose pictures and read drafts; trainers write below the shelf only.
"""

from django.db import migrations

WRITE = ("add_page", "change_page", "publish_page")
KEEP = (*WRITE, "lock_page", "unlock_page", "bulk_delete_page")
FILES = {
    ("wagtailimages", "image"): ("add_image", "change_image", "choose_image"),
    ("wagtaildocs", "document"): ("add_document", "change_document", "choose_document"),
    ("wagtailmedia", "media"): ("add_media", "change_media"),
}
# group → (page: "shelf", "front" or "root"; permissions on it; whether it keeps files)
GROUPS = {
    "trainers": ("shelf", WRITE, True),
    "item-reviewers": ("shelf", ("change_page",), False),
    "district-editors": ("front", KEEP, True),
    "operators": ("root", KEEP, True),
}


def set_up(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    pages = {
        "root": Page.objects.get(depth=1),
        "front": apps.get_model("cms", "HomePage").objects.get(),
        "shelf": _shelf(apps),
    }
    for name, (place, allowed, keeps_files) in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(_permission(apps, "wagtailadmin", "admin", "access_admin"))
        for codename in allowed:
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=group,
                page_id=pages[place].pk,
                permission=_permission(apps, "wagtailcore", "page", codename),
            )
        _files(apps, group, keeps_files)
    _approval(apps, Group.objects.get(name="district-editors"))
    operators = Group.objects.get(name="operators")
    operators.permissions.add(_permission(apps, "accounts", "districtsetting", "change_districtsetting"))


def _approval(apps, approvers):
    """Wagtail's one workflow asks a group that nobody here joins; the district's editors approve."""
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").update(
        name="区级审核"
    )
    task = (
        apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval").first()
    )
    if task:
        task.groups.set([approvers])
        apps.get_model("wagtailcore", "Task").objects.filter(pk=task.pk).update(name="区级审核")


def _files(apps, group, keeps_files):
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for (app, model), codenames in FILES.items():
        for codename in codenames:
            if keeps_files or codename.startswith("choose_"):
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                    group=group, collection=root, permission=_permission(apps, app, model, codename)
                )


def _permission(apps, app, model, codename):
    """Permissions are made after migrations; one that is needed now is made now, and found later."""
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
    )
    return permission


def _shelf(apps):
    Shelf = apps.get_model("courses", "CurriculumIndexPage")
    if Shelf.objects.exists():
        return Shelf.objects.get()
    front = apps.get_model("cms", "HomePage").objects.get()
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="courses", model="curriculumindexpage"
    )
    shelf = Shelf.objects.create(
        path=f"{front.path}0001",
        depth=front.depth + 1,
        numchild=0,
        title="课程",
        draft_title="课程",
        slug="curriculum",
        url_path=f"{front.url_path}curriculum/",
        live=True,
        locale_id=front.locale_id,
        content_type=kind,
    )
    apps.get_model("wagtailcore", "Page").objects.filter(pk=front.pk).update(numchild=1)
    return shelf


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_front_page"),
        ("courses", "0001_initial"),
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(set_up, migrations.RunPython.noop)]
