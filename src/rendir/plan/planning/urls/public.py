"""Public addresses of the plan. They are for ever: a new one may come, none may go."""

from django.urls import path

from rendir.plan.planning.views import public

app_name = "planning"
urlpatterns = [
    path("<year:year>/cronograma/", public.schedule, name="schedule"),
    path("<year:year>/cronograma.<slug:extension>", public.schedule_file, name="schedule_file"),
    path("<year:year>/actividades/<slug:code>.<slug:extension>", public.activity_file, name="activity_file"),
    path("<year:year>/versiones/", public.versions, name="versions"),
    path("<year:year>/versiones/<int:number>/", public.version, name="version"),
    path("<year:year>/versiones/<int:number>/cronograma.<slug:extension>", public.schedule_file, name="version_file"),
]
