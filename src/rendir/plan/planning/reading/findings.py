"""Every finding that reading a schedule can make: its code, how much it matters, and what it means in one line."""

from dataclasses import replace
from enum import StrEnum

from rendir.foundation.core.importing import Cell, Finding, Proposal, Severity, Source


class FindingCode(StrEnum):
    """What reading a schedule may find. The codes are public: they stand in `docs/generated/findings.md`."""

    ENCODING_GUESSED = "encoding_guessed"
    QUOTE_UNBALANCED = "quote_unbalanced"
    STRAY_QUOTE = "stray_quote"
    TITLE_IGNORED = "title_ignored"
    TITLE_REPEATED = "title_repeated"
    RULE_LINE = "rule_line"
    YEAR_DIFFERS = "year_differs"
    HEADER_ROWS = "header_rows"
    HEADER_DISPLACED = "header_displaced"
    ACTIVITY_INFERRED = "activity_inferred"
    COLUMN_NOT_UNDERSTOOD = "column_not_understood"
    COMPONENT_CARRIED = "component_carried"
    COMPONENT_NOT_UNDERSTOOD = "component_not_understood"
    COMPONENT_MISSING = "component_missing"
    ROW_CONTINUED = "row_continued"
    ROW_NOT_UNDERSTOOD = "row_not_understood"
    CELL_OUTSIDE = "cell_outside"
    FRAGMENT = "fragment"
    MARK_FUSED = "mark_fused"
    MARK_NOT_UNDERSTOOD = "mark_not_understood"
    SEVERAL_STAGES = "several_stages"
    STAGE_INFERRED = "stage_inferred"
    STAGE_MISSING = "stage_missing"
    PERIODS_DERIVED = "periods_derived"
    PERIOD_NOT_UNDERSTOOD = "period_not_understood"
    PERIOD_MISSING = "period_missing"
    PRODUCT_IN_RESPONSIBLE_CELL = "product_in_responsible_cell"
    PRODUCT_WITH_LIST = "product_with_list"
    PRODUCT_MISSING = "product_missing"
    SEVERAL_RESPONSIBLES = "several_responsibles"
    RESPONSIBLE_MAYBE_SEVERAL = "responsible_maybe_several"
    RESPONSIBLE_NOT_A_UNIT = "responsible_not_a_unit"
    RESPONSIBLE_MISSING = "responsible_missing"
    POSSIBLE_SAME_UNIT = "possible_same_unit"
    UNIT_MAY_CONTAIN = "unit_may_contain"
    SPELLING_DOUBTFUL = "spelling_doubtful"
    NUMBER_REPEATED = "number_repeated"
    NUMBER_NOT_UNDERSTOOD = "number_not_understood"
    KIND_NOT_UNDERSTOOD = "kind_not_understood"
    SHEET_IGNORED = "sheet_ignored"
    SHEET_HIDDEN = "sheet_hidden"
    SHEET_REPEATED = "sheet_repeated"
    ROW_HIDDEN = "row_hidden"
    COLUMN_HIDDEN = "column_hidden"
    FORMULA_NOT_CALCULATED = "formula_not_calculated"
    CELL_MERGED = "cell_merged"
    CELL_SHADED = "cell_shaded"
    HEADER_REPEATED = "header_repeated"
    TABLES_BESIDE = "tables_beside"
    OTHER_TABLE = "other_table"
    OTHER_PLAN = "other_plan"
    PROSE_IGNORED = "prose_ignored"
    FOOT_IGNORED = "foot_ignored"
    STAGE_CARRIED = "stage_carried"
    PERIOD_CARRIED = "period_carried"
    RESPONSIBLE_CARRIED = "responsible_carried"
    TABLE_TURNED = "table_turned"
    NUMBER_IN_TEXT = "number_in_text"
    PLACEHOLDER = "placeholder"
    PERIOD_READ = "period_read"
    CALENDAR_READ = "calendar_read"
    LIST_READ = "list_read"
    EXPORT_CHANGED = "export_changed"
    ACTION_TYPE_SUGGESTED = "action_type_suggested"

    @property
    def description(self) -> str:
        """The finding in one line of plain Spanish."""
        return _MEANINGS[self][1]

    @property
    def severity(self) -> Severity:
        return _MEANINGS[self][0]


_MEANINGS: dict[FindingCode, tuple[Severity, str]] = {
    FindingCode.ENCODING_GUESSED: (
        Severity.INFO,
        "El archivo no está en UTF-8; se lee con la codificación usual de Windows.",
    ),
    FindingCode.QUOTE_UNBALANCED: (
        Severity.WARNING,
        "Una celda abre comillas que no cierra; la celda se lee tal como está escrita.",
    ),
    FindingCode.STRAY_QUOTE: (Severity.INFO, "Se propone quitar de un texto las comillas que no tienen pareja."),
    FindingCode.TITLE_IGNORED: (Severity.INFO, "Un título de página que no es una actividad; no entra al plan."),
    FindingCode.TITLE_REPEATED: (Severity.INFO, "El título de la página se repite entre las tablas; no entra al plan."),
    FindingCode.RULE_LINE: (Severity.INFO, "Una línea de guiones que separa tablas; no entra al plan."),
    FindingCode.YEAR_DIFFERS: (Severity.WARNING, "El archivo nombra un año distinto del año que se importa."),
    FindingCode.HEADER_ROWS: (Severity.INFO, "Los títulos de las columnas ocupan varias filas y se leen juntos."),
    FindingCode.HEADER_DISPLACED: (
        Severity.WARNING,
        "Los títulos no están sobre su contenido; se cree al contenido.",
    ),
    FindingCode.ACTIVITY_INFERRED: (
        Severity.WARNING,
        "Ningún título dice cuál columna es la actividad; se lee la de textos más largos.",
    ),
    FindingCode.COLUMN_NOT_UNDERSTOOD: (
        Severity.WARNING,
        "Una columna con contenido no corresponde a ningún dato del plan.",
    ),
    FindingCode.COMPONENT_CARRIED: (
        Severity.INFO,
        "El componente está escrito una sola vez y vale para las filas que siguen.",
    ),
    FindingCode.COMPONENT_NOT_UNDERSTOOD: (
        Severity.WARNING,
        "Lo escrito como componente no es Información, Diálogo ni Responsabilidad.",
    ),
    FindingCode.COMPONENT_MISSING: (Severity.WARNING, "No se sabe a qué componente pertenece la actividad."),
    FindingCode.ROW_CONTINUED: (Severity.WARNING, "Una fila sin actividad se lee como parte de la fila anterior."),
    FindingCode.ROW_NOT_UNDERSTOOD: (Severity.ERROR, "Una fila no se puede leer como actividad y queda por fuera."),
    FindingCode.CELL_OUTSIDE: (Severity.WARNING, "Una celda con contenido está fuera de las columnas de la tabla."),
    FindingCode.FRAGMENT: (
        Severity.INFO,
        "Una fila suelta, con sus celdas en otro orden, se lee por su contenido.",
    ),
    FindingCode.MARK_FUSED: (Severity.INFO, "Una X y un texto están juntos en la misma celda; se leen por separado."),
    FindingCode.MARK_NOT_UNDERSTOOD: (
        Severity.WARNING,
        "Una celda que debería llevar una X o estar vacía dice otra cosa.",
    ),
    FindingCode.SEVERAL_STAGES: (Severity.INFO, "La actividad está marcada en más de una etapa; todas valen."),
    FindingCode.STAGE_INFERRED: (
        Severity.WARNING,
        "La etapa se deduce del lugar de la marca o de las palabras de la actividad.",
    ),
    FindingCode.STAGE_MISSING: (Severity.WARNING, "La actividad no tiene etapa."),
    FindingCode.PERIODS_DERIVED: (
        Severity.INFO,
        "El archivo usa meses, fechas u otros periodos; los cuatrimestres se calculan.",
    ),
    FindingCode.PERIOD_NOT_UNDERSTOOD: (Severity.WARNING, "El texto de la fecha o del periodo no se entiende."),
    FindingCode.PERIOD_MISSING: (Severity.WARNING, "La actividad no tiene cuatrimestre."),
    FindingCode.PRODUCT_IN_RESPONSIBLE_CELL: (
        Severity.WARNING,
        "La meta o producto está escrita en la celda del responsable; se lee como producto.",
    ),
    FindingCode.PRODUCT_WITH_LIST: (
        Severity.INFO,
        "La meta o producto contiene una lista; se conserva como un solo texto.",
    ),
    FindingCode.PRODUCT_MISSING: (Severity.INFO, "La actividad no dice su meta o producto."),
    FindingCode.SEVERAL_RESPONSIBLES: (Severity.INFO, "Una celda nombra varios responsables; se leen por separado."),
    FindingCode.RESPONSIBLE_MAYBE_SEVERAL: (
        Severity.WARNING,
        "Un responsable podría ser varios; se propone separarlos.",
    ),
    FindingCode.RESPONSIBLE_NOT_A_UNIT: (Severity.INFO, "El responsable no es una dependencia: es un equipo o un rol."),
    FindingCode.RESPONSIBLE_MISSING: (Severity.WARNING, "La actividad no tiene responsable."),
    FindingCode.POSSIBLE_SAME_UNIT: (Severity.WARNING, "Dos nombres de responsable parecen ser el mismo."),
    FindingCode.UNIT_MAY_CONTAIN: (Severity.INFO, "El nombre de una dependencia parece contener el de otra."),
    FindingCode.SPELLING_DOUBTFUL: (Severity.INFO, "Una palabra parece tener una tilde de más."),
    FindingCode.NUMBER_REPEATED: (Severity.ERROR, "Dos actividades del mismo componente tienen el mismo número."),
    FindingCode.NUMBER_NOT_UNDERSTOOD: (Severity.WARNING, "El número de la actividad no se entiende."),
    FindingCode.KIND_NOT_UNDERSTOOD: (
        Severity.WARNING,
        "Los tipos de responsable no corresponden uno a uno con los responsables.",
    ),
    FindingCode.SHEET_IGNORED: (Severity.INFO, "Una hoja del libro no tiene cronograma; no entra al plan."),
    FindingCode.SHEET_HIDDEN: (Severity.WARNING, "Una hoja está oculta; no se lee mientras otra tenga el cronograma."),
    FindingCode.SHEET_REPEATED: (Severity.WARNING, "Una hoja repite actividades de otra; se lee la primera."),
    FindingCode.ROW_HIDDEN: (Severity.WARNING, "Una fila está oculta en el archivo; se lee como las demás."),
    FindingCode.COLUMN_HIDDEN: (Severity.INFO, "Una columna está oculta en el archivo; se lee como las demás."),
    FindingCode.FORMULA_NOT_CALCULATED: (
        Severity.WARNING,
        "Una celda tiene una fórmula sin resultado guardado; se lee como vacía.",
    ),
    FindingCode.CELL_MERGED: (Severity.INFO, "Una celda combinada vale para todas las filas que cubre."),
    FindingCode.CELL_SHADED: (
        Severity.WARNING,
        "La tabla no tiene marcas y sí celdas de color; las de color se leen como marcas.",
    ),
    FindingCode.HEADER_REPEATED: (Severity.INFO, "Los títulos se repiten en cada página; se leen una vez."),
    FindingCode.TABLES_BESIDE: (
        Severity.INFO,
        "Varias tablas están una al lado de la otra; se leen una después de la otra.",
    ),
    FindingCode.OTHER_TABLE: (Severity.INFO, "Una tabla del documento no es del cronograma; no entra al plan."),
    FindingCode.OTHER_PLAN: (
        Severity.WARNING,
        "Unas filas son de otro componente del plan anticorrupción; no entran al cronograma.",
    ),
    FindingCode.PROSE_IGNORED: (Severity.INFO, "Párrafos alrededor de las tablas; no entran al plan."),
    FindingCode.FOOT_IGNORED: (Severity.INFO, "Una fila de firmas, notas o totales; no entra al plan."),
    FindingCode.STAGE_CARRIED: (
        Severity.INFO,
        "La etapa está escrita una sola vez y vale para las filas que siguen.",
    ),
    FindingCode.PERIOD_CARRIED: (
        Severity.INFO,
        "El periodo está escrito una sola vez, en un título o en el nombre de la hoja, y vale para lo que sigue.",
    ),
    FindingCode.RESPONSIBLE_CARRIED: (
        Severity.INFO,
        "El responsable está escrito una sola vez, en un título, y vale para las filas que siguen.",
    ),
    FindingCode.TABLE_TURNED: (
        Severity.INFO,
        "La tabla tiene los títulos en la primera columna; cada columna se lee como una actividad.",
    ),
    FindingCode.NUMBER_IN_TEXT: (Severity.INFO, "El número está dentro del texto de la actividad; se separa."),
    FindingCode.PLACEHOLDER: (
        Severity.WARNING,
        "Una celda solo guarda el lugar de un dato que falta, como «Por definir».",
    ),
    FindingCode.PERIOD_READ: (Severity.INFO, "Una fecha escrita con palabras se lee como un intervalo."),
    FindingCode.CALENDAR_READ: (
        Severity.INFO,
        "La tabla es un calendario: cada celda con texto bajo un mes se lee como una actividad.",
    ),
    FindingCode.LIST_READ: (
        Severity.WARNING,
        "El documento no tiene tablas: cada punto de sus listas se lee como una actividad.",
    ),
    FindingCode.EXPORT_CHANGED: (
        Severity.INFO,
        "El archivo salió de este sistema y alguien lo cambió; se lee lo que muestra.",
    ),
    FindingCode.ACTION_TYPE_SUGGESTED: (Severity.INFO, "Se sugiere el tipo de acción por las palabras de la fila."),
}


def finding(
    code: FindingCode,
    message: str,
    at: Cell | Source | None = None,
    *,
    applied: bool = False,
    proposal: Proposal | None = None,
) -> Finding:
    """A finding with the severity of its code. What is applied is never also proposed."""
    assert not (applied and proposal), "a reading applied and a proposal are never one finding"  # noqa: S101
    source = replace(at.source, text=at.text) if isinstance(at, Cell) else at
    return Finding(str(code), code.severity, message, source, applied, proposal)
