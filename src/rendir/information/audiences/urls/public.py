"""Public addresses of the groups and of their characterisation. They are for ever."""

from django.urls import path

from rendir.information.audiences.views import public

app_name = "audiences"
urlpatterns = [
    path("grupos/", public.groups, name="groups"),
    path("grupos/caracterizacion/", public.versions, name="versions"),
    path("grupos/caracterizacion/<int:number>/", public.characterisation, name="characterisation"),
    path("grupos/caracterizacion/<int:number>.<slug:extension>", public.characterisation_file, name="file"),
    path("grupos/caracterizacion/<int:number>/certificado.pdf", public.certificate, name="certificate"),
    path("grupos/caracterizacion/<int:before>/<int:after>/", public.comparison, name="comparison"),
    path("grupos/<slug:slug>/", public.group, name="group"),
]
