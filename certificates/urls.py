"""Pages of this app."""

from django.urls import path

from certificates.views import course_certificates, learner, queue, reconcile, review, verification

app_name = "certificates"
urlpatterns = [
    path("", learner.mine, name="mine"),
    path("qualifications/new/", learner.qualification_new, name="qualification_new"),
    path("qualifications/<uuid:public_id>/edit/", learner.qualification_edit, name="qualification_edit"),
    path(
        "qualifications/<uuid:public_id>/withdraw/",
        learner.qualification_withdraw,
        name="qualification_withdraw",
    ),
    path("qualifications/<uuid:public_id>/scans/<uuid:scan_id>/", review.scan, name="scan"),
    path("courses/<uuid:public_id>/pdf/", course_certificates.pdf, name="pdf"),
    path("courses/<uuid:public_id>/revoke/", course_certificates.revoke, name="revoke"),
    path("queue/issued/", course_certificates.issued, name="issued"),
    path("verify/", verification.verify_form, name="verify_form"),
    path("verify/<str:number>/", verification.verify, name="verify"),
    path("queue/", queue.queue, name="queue"),
    path("queue/confirm/", queue.queue_confirm, name="queue_confirm"),
    path("queue/sample/", queue.queue_sample, name="queue_sample"),
    path("queue/export/", queue.queue_export, name="queue_export"),
    path("queue/review/<uuid:public_id>/", review.review, name="review"),
    path("queue/review/<uuid:public_id>/number/", review.review_number, name="review_number"),
    path("queue/review/<uuid:public_id>/<slug:action>/", review.decide, name="decide"),
    path("queue/lists/", reconcile.reconcile, name="reconcile"),
    path("queue/lists/template/", reconcile.reconcile_template, name="reconcile_template"),
    path("queue/lists/<uuid:public_id>/", reconcile.reconciliation, name="reconciliation"),
    path("queue/lists/<uuid:public_id>/apply/", reconcile.reconciliation_apply, name="reconciliation_apply"),
    path(
        "queue/lists/<uuid:public_id>/report/", reconcile.reconciliation_report, name="reconciliation_report"
    ),
]
