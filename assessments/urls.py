"""Pages of this app."""

from django.urls import path

from assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.exam_list, name="list"),
    path("<uuid:public_id>/", views.exam_detail, name="exam"),
    path("<uuid:public_id>/start/", views.start, name="start"),
    path("attempts/<uuid:public_id>/", views.attempt_detail, name="attempt"),
    path("attempts/<uuid:public_id>/paper/", views.paper, name="paper"),
    path("attempts/<uuid:public_id>/save/", views.save, name="save"),
    path("attempts/<uuid:public_id>/sheet/", views.sheet, name="sheet"),
    path("attempts/<uuid:public_id>/submit/", views.submit, name="submit"),
    path("attempts/<uuid:public_id>/result/", views.result, name="result"),
]
