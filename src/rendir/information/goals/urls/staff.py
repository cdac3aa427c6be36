"""Addresses of goals for the entity's people, under /gestion/."""

from django.urls import path

from rendir.information.goals.views import goal_desk, plan_desk, rights_desk, suggesting

app_name = "goals_desk"
urlpatterns = [
    path("metas/", plan_desk.plans, name="plans"),
    path("metas/nuevo/", plan_desk.plan_new, name="plan_new"),
    path("metas/derechos/", rights_desk.rights, name="rights"),
    path("metas/derechos/cargar/", rights_desk.load, name="rights_load"),
    path("metas/derechos/nuevo/", rights_desk.right_new, name="right_new"),
    path("metas/derechos/<slug:public_id>/", rights_desk.right, name="right"),
    path("metas/derechos/<slug:public_id>/retirar/", rights_desk.withdraw, name="right_withdraw"),
    path("metas/derechos/<slug:public_id>/volver/", rights_desk.put_back, name="right_put_back"),
    path("metas/meta/<slug:public_id>/", goal_desk.goal, name="goal"),
    path("metas/meta/<slug:public_id>/vincular/", goal_desk.tie, name="tie"),
    path("metas/meta/<slug:public_id>/excusar/", goal_desk.excuse, name="excuse"),
    path("metas/meta/<slug:public_id>/pedir-vinculo/", goal_desk.unexcuse, name="unexcuse"),
    path("metas/vinculo/<slug:public_id>/quitar/", goal_desk.untie_one, name="untie"),
    path("metas/indicador/<slug:public_id>/", goal_desk.indicator, name="indicator"),
    path("metas/indicador/<slug:public_id>/avance/", goal_desk.progress, name="progress"),
    path("metas/<slug:public_id>/", plan_desk.plan, name="plan"),
    path("metas/<slug:public_id>/datos/", plan_desk.plan_edit, name="plan_edit"),
    path("metas/<slug:public_id>/publicar/", plan_desk.publish, name="publish"),
    path("metas/<slug:public_id>/ocultar/", plan_desk.hide, name="hide"),
    path("metas/<slug:public_id>/meta-nueva/", plan_desk.goal_new, name="goal_new"),
    path("metas/<slug:public_id>/sugerencias/", suggesting.suggestions, name="suggestions"),
    path("metas/<slug:public_id>/alineacion/", suggesting.alignment, name="alignment"),
    path("metas/<slug:public_id>/plan-indicativo.<slug:extension>", plan_desk.download, name="download"),
]
