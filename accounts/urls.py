"""Officers' pages about people and units, one's own page, and what people tell us."""

from django.urls import path

from accounts.views import account, duties, imports, roster, units, worker

app_name = "accounts"
urlpatterns = [
    path("account/me/", account.me, name="me"),
    path("people/", roster.roster, name="roster"),
    path("people/export/", roster.roster_export, name="roster_export"),
    path("people/codes/", roster.activation_codes, name="activation_codes"),
    path("people/imports/", imports.import_new, name="import_new"),
    path("people/imports/template/", imports.import_template, name="import_template"),
    path("people/imports/<uuid:public_id>/", imports.import_detail, name="import_detail"),
    path("people/imports/<uuid:public_id>/apply/", imports.import_apply, name="import_apply"),
    path("people/imports/<uuid:public_id>/undo/", imports.import_undo, name="import_undo"),
    path("people/imports/<uuid:public_id>/errors/", imports.import_errors, name="import_errors"),
    path("people/units/", units.units, name="units"),
    path("people/units/<slug:code>/", units.unit_state, name="unit_state"),
    path("people/exclusions/", worker.exclusions, name="exclusions"),
    path("people/exclusions/<int:pk>/", worker.exclusion_decide, name="exclusion_decide"),
    path("people/roles/", duties.roles, name="roles"),
    path("people/roles/<int:pk>/revoke/", duties.role_revoke, name="role_revoke"),
    path("people/log/", duties.audit, name="audit"),
    path("people/feedback/", duties.feedback_list, name="feedback_list"),
    path("people/feedback/<int:pk>/", duties.feedback_answer, name="feedback_answer"),
    path("people/<uuid:public_id>/", worker.worker, name="worker"),
    path("people/<uuid:public_id>/<slug:act>/", worker.worker_act, name="worker_act"),
    path("feedback/", duties.feedback, name="feedback"),
    path("feedback/thanks/", duties.feedback_thanks, name="feedback_thanks"),
]
