"""Composition: every address of the installation. Public addresses are for ever."""

from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from rendir.foundation.core.converters import YearConverter

register_converter(YearConverter, "year")
urlpatterns = [
    path("", include("rendir.information.spending.urls.public")),
    path("gestion/", include("rendir.information.spending.urls.staff")),
    path("", include("rendir.information.goals.urls.public")),
    path("gestion/", include("rendir.information.goals.urls.staff")),
    path("", include("rendir.plan.compliance.urls.public")),
    path("gestion/", include("rendir.plan.compliance.urls.staff")),
    path("", include("rendir.plan.planning.urls.public")),
    path("gestion/", include("rendir.plan.planning.urls.staff")),
    path("", include("rendir.information.audiences.urls.public")),
    path("gestion/", include("rendir.information.audiences.urls.staff")),
    path("", include("rendir.information.topics.urls.public")),
    path("gestion/", include("rendir.information.topics.urls.staff")),
    path("gestion/", include("rendir.front.portal.urls.staff")),
    path("gestion/", include("rendir.foundation.library.urls.staff")),
    path("gestion/", include("rendir.foundation.archive.urls.staff")),
    path("", include("rendir.foundation.archive.urls.public")),
    path("gestion/", include("rendir.foundation.backups.urls.staff")),
    path("gestion/", include("rendir.information.surveys.urls.staff")),
    path("", include("rendir.information.surveys.urls.public")),
    # Mails are corrected by who manages people, through the ledger; allauth's own page would pass it by.
    path("gestion/cuenta/email/", RedirectView.as_view(pattern_name="mfa_index")),
    path("gestion/cuenta/", include("allauth.account.urls")),
    path("gestion/cuenta/seguridad/", include("allauth.mfa.urls")),
    path("gestion/", include("rendir.front.opendata.urls.staff")),
    path("", include("rendir.front.opendata.urls.public")),
    path("", include("rendir.front.portal.urls.public")),
]
handler400 = "rendir.front.portal.views.errors.bad_request"
handler403 = "rendir.front.portal.views.errors.forbidden"
handler404 = "rendir.front.portal.views.errors.not_found"
handler429 = "rendir.front.portal.views.errors.too_many"  # django-allauth asks for it
handler500 = "rendir.front.portal.views.errors.server_error"
