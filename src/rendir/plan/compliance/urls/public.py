"""Public addresses of the year at work. They are for ever: a new one may come, none may go."""

from django.urls import path

from rendir.plan.compliance.views.public import calendars, certificates, cuts, drops, evidence, follow_up

app_name = "compliance"
urlpatterns = [
    path("<year:year>/cumplimiento/", follow_up.follow_up, name="follow_up"),
    path("<year:year>/cumplimiento/entregas/", follow_up.deliveries, name="deliveries"),
    path("<year:year>/actividades/<slug:code>/", follow_up.activity, name="activity"),
    path("<year:year>/cortes/<int:period>/", cuts.cut, name="cut"),
    path("<year:year>/cortes/<int:period>.<slug:extension>", cuts.cut_file, name="cut_file"),
    path("<year:year>/cortes/<int:period>/<int:number>/", cuts.cut, name="cut_version"),
    path("<year:year>/cortes/<int:period>/<int:number>.<slug:extension>", cuts.cut_file, name="cut_version_file"),
    path("<year:year>/cortes/<int:period>/certificado.pdf", certificates.cut_certificate, name="cut_certificate"),
    path(
        "<year:year>/cortes/<int:period>/<int:number>/certificado.pdf",
        certificates.cut_certificate,
        name="cut_version_certificate",
    ),
    path(
        "<year:year>/control-interno/<int:period>/certificado.pdf",
        certificates.control_report_certificate,
        name="control_report_certificate",
    ),
    path("<year:year>/control-interno/<int:period>/", cuts.control_report, name="control_report"),
    path(
        "<year:year>/control-interno/<int:period>.<slug:extension>",
        cuts.control_report_file,
        name="control_report_file",
    ),
    path("aportar/<slug:secret>/", drops.drop, name="drop"),
    path("aportar/<slug:secret>/carga/", drops.drop_begin, name="drop_begin"),
    path("aportar/<slug:secret>/carga/<slug:public_id>/", drops.drop_upload, name="drop_upload"),
    path("calendario/<slug:secret>.ics", calendars.calendar, name="calendar"),
    path("evidencias/<slug:public_id>/", evidence.evidence, name="evidence"),
    path("evidencias/<slug:public_id>/certificado.pdf", certificates.evidence_certificate, name="evidence_certificate"),
    path("evidencias/<slug:public_id>/archivo", evidence.evidence_file, name="evidence_file"),
]
