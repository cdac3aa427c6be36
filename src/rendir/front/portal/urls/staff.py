"""Addresses of the desk and of the pages of the house, under /gestion/."""

from django.urls import path

from rendir.front.portal.views import gallery
from rendir.front.portal.views.staff import calendar, counting, desk, entity, people, records, terms

app_name = "portal_desk"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("componentes/", gallery.gallery, name="gallery"),
    path("personas/", people.people, name="people"),
    path("personas/<slug:public_id>/", people.person, name="person"),
    path("personas/<slug:public_id>/acceso/", people.switch_access, name="switch_access"),
    path("roles/<slug:public_id>/terminar/", people.end_hat, name="end_hat"),
    path("clave/<slug:public_id>/<str:token>/", people.choose_password_page, name="choose_password"),
    path("entidad/", entity.entity, name="entity"),
    path("etapas/", entity.stages, name="stages_now"),
    path("etapas/<int:year>/", entity.stages, name="stages"),
    path("calendario/", calendar.calendar, name="calendar"),
    path("calendario/<year:year>/", calendar.calendar, name="calendar_year"),
    path("calendario/contar/", counting.count, name="count"),
    path("calendario/dias/agregar/", calendar.days_add, name="days_add"),
    path("calendario/dias/<slug:public_id>/", calendar.days_edit, name="days_edit"),
    path("calendario/dias/<slug:public_id>/retirar/", calendar.days_withdraw, name="days_withdraw"),
    path("calendario/dias/<slug:public_id>/volver/", calendar.days_put_back, name="days_put_back"),
    path("terminos/", terms.terms, name="terms"),
    path("terminos/<slug:key>/", terms.term, name="term"),
    path("terminos/<slug:key>/cambiar/", terms.term_change, name="term_change"),
    path("terminos/cambios/<slug:public_id>/retirar/", terms.change_withdraw, name="change_withdraw"),
    path("terminos/cambios/<slug:public_id>/volver/", terms.change_put_back, name="change_put_back"),
    path("avisos/", records.notices, name="notices"),
    path("avisos/<slug:public_id>/entregado/", records.hand, name="hand_notice"),
    path("registro/", records.ledger, name="ledger"),
]
