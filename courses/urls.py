"""Pages of this app, below /learn/."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<str:code>/", views.course, name="course"),
    path("<str:code>/enrol/", views.enrol, name="enrol"),
    path("<str:code>/<str:lesson_key>/", views.lesson, name="lesson"),
    path("<str:code>/<str:lesson_key>/done/", views.complete_lesson, name="complete_lesson"),
    path("<str:code>/<str:lesson_key>/undo/", views.reopen_lesson, name="reopen_lesson"),
    path("<str:code>/<str:lesson_key>/selfcheck/", views.selfcheck, name="selfcheck"),
]
