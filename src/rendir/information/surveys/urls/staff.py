"""Addresses of surveys for the entity's people, under /gestion/."""

from django.urls import path

from rendir.information.surveys.views.staff import collecting, living, paper, preparing, results, surveys, texts

app_name = "surveys_desk"
_ONE = "encuestas/<slug:public_id>/"
urlpatterns = [
    path("encuestas/", surveys.surveys, name="surveys"),
    path("encuestas/nueva/", preparing.survey_new, name="survey_new"),
    path(_ONE, surveys.survey, name="survey"),
    path(f"{_ONE}datos/", preparing.survey_edit, name="survey_edit"),
    path(f"{_ONE}preguntas/nueva/", preparing.question_new, name="question_new"),
    path(f"{_ONE}preguntas/<slug:key>/", preparing.question, name="question"),
    path(f"{_ONE}preguntas/<slug:key>/mover/", preparing.question_move, name="question_move"),
    path(f"{_ONE}preguntas/<slug:key>/quitar/", preparing.question_remove, name="question_remove"),
    path(f"{_ONE}abrir/", living.open_, name="open"),
    path(f"{_ONE}borrador/", living.correct, name="correct"),
    path(f"{_ONE}cerrar/", living.close, name="close"),
    path(f"{_ONE}retirar/", living.withdraw, name="withdraw"),
    path(f"{_ONE}codigos/", collecting.codes, name="codes"),
    path(f"{_ONE}con-ayuda/", collecting.assisted, name="assisted"),
    path(f"{_ONE}afiche.pdf", collecting.poster, name="poster"),
    path(f"{_ONE}hojas/", paper.sheets, name="sheets"),
    path(f"{_ONE}hojas/imprimir/", paper.sheets_print, name="sheets_print"),
    path(f"{_ONE}hojas/<int:first>-<int:last>.pdf", paper.sheets_file, name="sheets_file"),
    path(f"{_ONE}hojas/<int:number>/", paper.sheet, name="sheet"),
    path(f"{_ONE}hojas/<int:number>/anular/", paper.sheet_void, name="sheet_void"),
    path(f"{_ONE}textos/<slug:key>/", texts.texts, name="texts"),
    path(f"{_ONE}textos/<slug:key>/<int:pk>/", texts.text, name="text"),
    path(f"{_ONE}resultados/", results.results, name="results"),
    path(f"{_ONE}resultados/cruzar/", results.grouping, name="grouping"),
    path(f"{_ONE}resultados/publicar/", results.publish, name="publish"),
    path(f"{_ONE}resultados/corregir/", results.correct, name="results_correct"),
    path(f"{_ONE}respuestas.csv", results.answers_file, name="answers_file"),
]
