"""Public addresses of surveys. They are for ever."""

from django.urls import path

from rendir.information.surveys.views import answering, public

app_name = "surveys"
urlpatterns = [
    path("encuestas/", public.surveys, name="surveys"),
    path("encuestas/<slug:public_id>/", answering.answer, name="answer"),
    path("encuestas/<slug:public_id>/gracias/", answering.thanks, name="thanks"),
    path("encuestas/<slug:public_id>/resultados/", public.results, name="results"),
    path("encuestas/<slug:public_id>/resultados/certificado/", public.certificate, name="certificate"),
    path("encuestas/<slug:public_id>/resultados.<slug:extension>", public.results_file, name="results_file"),
]
