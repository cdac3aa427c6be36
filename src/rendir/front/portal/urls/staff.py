"""Addresses of the desk and of the pages of the house, under /gestion/."""

from django.urls import path

from rendir.front.portal.views import gallery
from rendir.front.portal.views.staff import desk, entity, people, records

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
    path("avisos/", records.notices, name="notices"),
    path("avisos/<slug:public_id>/entregado/", records.hand, name="hand_notice"),
    path("registro/", records.ledger, name="ledger"),
]
