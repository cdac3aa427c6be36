"""Addresses of the desk and of the pages of the house, under /gestion/."""

from django.urls import path

from rendir.front.portal.views import entry, gallery
from rendir.front.portal.views.staff import calendar, counting, desk, entity, hats, people, records, roles, terms

app_name = "portal_desk"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("componentes/", gallery.gallery, name="gallery"),
    path("personas/", people.people, name="people"),
    path("personas/<slug:public_id>/", people.person, name="person"),
    path("personas/<slug:public_id>/datos/", people.correct, name="correct_person"),
    path("personas/<slug:public_id>/acceso/", people.switch_access, name="switch_access"),
    path("personas/<slug:public_id>/invitacion/", people.invite_again, name="invite_again"),
    path("personas/<slug:public_id>/hoja/", people.invitation_sheet, name="invitation_sheet"),
    path("personas/<slug:public_id>/sesiones/", people.close_sessions, name="close_sessions"),
    path("personas/<slug:public_id>/segundo-paso/", people.drop_second_factor, name="drop_second_factor"),
    path("roles/", roles.roles, name="roles"),
    path("roles/matriz.csv", roles.matrix_csv, name="roles_csv"),
    path("roles/reglas/", roles.house_rules, name="house_rules"),
    path("personas/rol/<slug:public_id>/", hats.arrange, name="arrange_hat"),
    path("personas/rol/<slug:public_id>/terminar/", hats.end, name="end_hat"),
    path("personas/rol/<slug:public_id>/quitar/", hats.withdraw, name="withdraw_hat"),
    path("clave/<slug:public_id>/<str:token>/", entry.choose_password_page, name="choose_password"),
    path("cuenta/sesiones/", entry.sessions, name="sessions"),
    path("entidad/", entity.entity, name="entity"),
    path("entidad/logotipo/", entity.logo_set, name="logo_set"),
    path("entidad/logotipo/quitar/", entity.logo_remove, name="logo_remove"),
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
    path("avisos/<slug:public_id>/correo/", records.reveal_address, name="reveal_address"),
    path("registro/", records.ledger, name="ledger"),
]
