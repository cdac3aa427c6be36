"""What is published, named once: the tests that look at all of it count on this list."""

NAMES = (
    "actividades",
    "entregas",
    "evidencias",
    "verificaciones",
    "grupos-de-valor",
    "grupos-de-valor-cifras",
    "metas",
    "alineacion-ods-derechos",
    "presupuesto",
    "contratos",
    "encuestas",
    "resultados-encuestas",
    "temas",
    "prioridad-temas",
    "votos-temas",
    "zonas",
    "archivo",
)
