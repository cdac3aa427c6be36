"""An edit keeps the rows as it left them, not the numbers of their versions: so it can be made again."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STAGES = ("aprestamiento", "diseno", "preparacion", "ejecucion", "seguimiento")


def tell_what_edits_made(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Walk back from the schedule as it is: what an edit left is what the next one found."""
    for strategy in apps.get_model("planning", "Strategy").objects.all():
        known = {_code(one): _said(one) for one in strategy.activities.filter(retired_on=None)}
        for edit in strategy.edits.order_by("-pk"):
            edit.after = {code: known.get(code) for code in edit.after}
            known |= edit.before
            edit.save(update_fields=["after"])


def forget_what_edits_made(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing: an earlier release takes what it does not know for an edit that can no longer be undone."""


def _code(activity: Any) -> str:
    return f"{activity.component[0].upper()}{activity.number}"


def _said(activity: Any) -> dict[str, object]:
    links = activity.responsibilities.order_by("position").select_related("unit")
    return {
        "component": activity.component,
        "number": activity.number,
        "name": activity.name,
        "stages": [stage for stage in STAGES if stage in activity.stages],
        "periods": sorted(activity.periods),
        "product": activity.product,
        "responsibles": [{"name": one.name, "kind": one.unit.kind} for one in links],
        "action_type": activity.action_type or None,
        "source": activity.source,
        "place": activity.position,
    }


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_strategy_copied_from")]

    operations = [
        migrations.AlterField(
            model_name="scheduleedit",
            name="after",
            field=models.JSONField(help_text="by code; null where the activity no longer exists", verbose_name="cómo quedó"),
        ),
        migrations.RunPython(tell_what_edits_made, forget_what_edits_made),
    ]
