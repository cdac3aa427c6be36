"""Public addresses of the topics. They are for ever."""

from django.urls import path

from rendir.information.topics.views import proposing, public, voting

app_name = "topics"
urlpatterns = [
    path("temas/", public.topics, name="topics"),
    path("temas/proponer/", proposing.propose, name="propose"),
    path("temas/propuestas/<slug:public_id>/", proposing.proposal, name="proposal"),
    path("temas/tema/<slug:slug>/", public.topic, name="topic"),
    path("temas/<slug:slug>/", public.round_, name="round"),
    path("temas/<slug:slug>/votar/", voting.vote, name="vote"),
    path("temas/<slug:slug>/certificado.pdf", public.round_certificate, name="round_certificate"),
    path("temas/<slug:slug>/documento.<slug:extension>", public.round_file, name="round_file"),
]
