"""Public addresses of goals, the SDGs and rights. They are for ever: a new one may come, none may go."""

from django.urls import path

from rendir.information.goals.views import public, published

app_name = "goals"
urlpatterns = [
    path("metas/", public.goals, name="goals"),
    path("metas/<int:first>-<int:last>/<str:code>/", public.goal, name="goal"),
    path("metas/<str:code>/", public.goal_in_force, name="goal_in_force"),
    path("ods/", public.sdgs, name="sdgs"),
    path("ods/cobertura/", public.coverage, name="coverage"),
    path("ods/alineacion/<year:year>/", published.alignment, name="alignment_in_force"),
    path("ods/alineacion/<year:year>/<int:number>/", published.alignment, name="alignment"),
    path(
        "ods/alineacion/<year:year>/<int:number>/certificado.pdf", published.certificate, name="alignment_certificate"
    ),
    path("ods/alineacion/<year:year>/<int:number>.<slug:extension>", published.alignment_file, name="alignment_file"),
    path("derechos/", public.rights, name="rights"),
]
