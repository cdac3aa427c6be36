"""Public addresses of spending. They are for ever."""

from django.urls import path

from rendir.information.spending.views import public

app_name = "spending"
urlpatterns = [
    path("contratos/", public.contracts, name="contracts"),
    path("contratos/<slug:public_id>/", public.contract, name="contract"),
    path("presupuesto/", public.budget, name="budget"),
]
