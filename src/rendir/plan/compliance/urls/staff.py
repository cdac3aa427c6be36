"""Addresses of the year at work for the entity's people, under /gestion/."""

from django.urls import path

from rendir.plan.compliance.views.staff import (
    act,
    cuts,
    deliveries,
    delivery,
    evidence,
    radar,
    reminders,
    review,
    steps,
)

app_name = "compliance_desk"
urlpatterns = [
    # Deliveries and evidence, the queue of planning, the radar and the cuts.
    path("entregas/", deliveries.home, name="home"),
    path("entregas/<year:year>/", deliveries.deliveries, name="deliveries"),
    path("entregas/<year:year>/entregas.<str:extension>", deliveries.deliveries_file, name="deliveries_file"),
    path("entregas/<year:year>/<slug:key>/", delivery.delivery, name="delivery"),
    path("entregas/<year:year>/<slug:key>/reportar/", steps.report, name="report"),
    path("entregas/<year:year>/<slug:key>/dependencia/<slug:step>/", steps.unit_step, name="unit_step"),
    path("entregas/<year:year>/<slug:key>/planeacion/<slug:step>/", steps.review_step, name="review_step"),
    path("entregas/<year:year>/<slug:key>/regla/", steps.due_rule, name="due_rule"),
    path("entregas/<year:year>/<slug:key>/usar/<slug:public_id>/", steps.use_also, name="use_also"),
    path("entregas/<year:year>/<slug:key>/separar/<slug:public_id>/", steps.use_no_more, name="use_no_more"),
    path("entregas/<year:year>/<slug:key>/replica/<slug:public_id>/", steps.reply, name="reply"),
    path("entregas/<year:year>/<slug:key>/acta/", act.act, name="act"),
    path("entregas/<year:year>/<slug:key>/acta/hacer/", act.make_act, name="make_act"),
    path("entregas/<year:year>/<slug:key>/acta/firmada/", act.sign_act, name="sign_act"),
    path("revision/", review.review, name="review_now"),
    path("revision/<year:year>/", review.review, name="review"),
    path("revision/<year:year>/aceptar/", review.accept_many, name="accept_many"),
    path("evidencias/sin-ubicar/", evidence.inbox, name="inbox_now"),
    path("evidencias/sin-ubicar/<year:year>/", evidence.inbox, name="inbox"),
    path("evidencias/<slug:public_id>/", evidence.evidence, name="evidence"),
    path("evidencias/<slug:public_id>/original/", evidence.original, name="original"),
    path("evidencias/<slug:public_id>/original/datos/", evidence.original_data, name="original_data"),
    path("evidencias/<slug:public_id>/ubicar/", evidence.place, name="place"),
    path("evidencias/<slug:public_id>/retirar/", evidence.withdraw, name="withdraw"),
    path("radar/", radar.radar, name="radar_now"),
    path("radar/<year:year>/", radar.radar, name="radar"),
    path("radar/<year:year>/lo-que-falta.csv", radar.radar_file, name="radar_file"),
    path("recordatorios/", reminders.reminders, name="reminders"),
    path("recordatorios/hora/", reminders.hour, name="reminder_hour"),
    path("cortes/", cuts.cuts, name="cuts_now"),
    path("cortes/<year:year>/", cuts.cuts, name="cuts"),
    path("cortes/<year:year>/<int:period>/", cuts.cut, name="cut"),
    path("cortes/<year:year>/<int:period>/congelar/", cuts.freeze, name="freeze"),
    path("cortes/<year:year>/<int:period>/v<int:number>.<str:extension>", cuts.cut_file, name="cut_file"),
]
