"""Addresses of the topics for the entity's people, under /gestion/."""

from django.urls import path

from rendir.information.topics.views import proposals, rounds, staff, steps

app_name = "topics_desk"
urlpatterns = [
    path("temas/", staff.home, name="home"),
    path("temas/nuevo/", staff.new, name="new"),
    path("temas/parecidos/", staff.alike, name="alike"),
    path("temas/propuestas/", proposals.waiting, name="proposals"),
    path("temas/propuestas/de-los-grupos/", proposals.needs, name="needs"),
    path("temas/propuestas/<slug:public_id>/", proposals.proposal, name="proposal"),
    path("temas/propuestas/<slug:public_id>/<slug:step>/", proposals.answer, name="answer"),
    path("temas/tema/<slug:slug>/", staff.topic, name="topic"),
    path("temas/tema/<slug:slug>/fuentes/", staff.source, name="source"),
    path("temas/tema/<slug:slug>/fuentes/<slug:public_id>/quitar/", staff.remove, name="remove_source"),
    path("temas/tema/<slug:slug>/<slug:step>/", staff.step, name="topic_step"),
    path("temas/rondas/nueva/", rounds.new, name="round_new"),
    path("temas/rondas/<slug:slug>/", rounds.round_, name="round"),
    path("temas/rondas/<slug:slug>/datos/", rounds.edit, name="round_edit"),
    path("temas/rondas/<slug:slug>/temas/", rounds.options, name="round_options"),
    path("temas/rondas/<slug:slug>/criterios/", rounds.criteria, name="round_criteria"),
    path("temas/rondas/<slug:slug>/valorar/", rounds.judge, name="round_judge"),
    path("temas/rondas/<slug:slug>/papeletas/", steps.paper, name="round_paper"),
    path("temas/rondas/<slug:slug>/papeletas/<slug:public_id>/quitar/", steps.remove_paper, name="remove_paper"),
    path("temas/rondas/<slug:slug>/codigos/", steps.codes, name="round_codes"),
    path("temas/rondas/<slug:slug>/decidir/", steps.decide, name="round_decide"),
    path("temas/rondas/<slug:slug>/paso/<slug:step>/", steps.step, name="round_step"),
]
