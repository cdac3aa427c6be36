"""A table is known by its columns, however the portal writes them."""

import pytest

from factories.spending import PAY_LINE, ROAD
from rendir.information.spending.rules.shapes import (
    CUIPO_EXECUTED,
    CUIPO_PROGRAMMED,
    CUIPO_WHOLE,
    SECOP_1,
    SECOP_2,
    SECOP_BOTH,
    SHAPES,
    Shape,
    What,
    recognised,
)

# The titles of the sets of datos.gov.co as their addresses have them.
INTEGRADO = [
    "nivel_entidad",
    "codigo_entidad_en_secop",
    "nombre_de_la_entidad",
    "nit_de_la_entidad",
    "departamento_entidad",
    "municipio_entidad",
    "estado_del_proceso",
    "modalidad_de_contrataci_n",
    "objeto_a_contratar",
    "objeto_del_proceso",
    "tipo_de_contrato",
    "fecha_de_firma_del_contrato",
    "fecha_inicio_ejecuci_n",
    "fecha_fin_ejecuci_n",
    "numero_del_contrato",
    "numero_de_proceso",
    "valor_contrato",
    "nom_raz_social_contratista",
    "url_contrato",
    "origen",
    "tipo_documento_proveedor",
    "documento_proveedor",
]
SECOP_ONE = [
    "uid",
    "nombre_entidad",
    "nit_de_la_entidad",
    "modalidad_de_contratacion",
    "estado_del_proceso",
    "tipo_de_contrato",
    "detalle_del_objeto_a_contratar",
    "numero_de_proceso",
    "numero_de_contrato",
    "cuantia_proceso",
    "tipo_identifi_del_contratista",
    "identificacion_del_contratista",
    "nom_razon_social_contratista",
    "fecha_de_firma_del_contrato",
    "fecha_ini_ejec_contrato",
    "fecha_fin_ejec_contrato",
    "cuantia_contrato",
    "valor_contrato_con_adiciones",
    "objeto_del_contrato_a_la",
    "ruta_proceso_en_secop_i",
]
SECOP_TWO = [
    "nombre_entidad",
    "nit_entidad",
    "proceso_de_compra",
    "id_contrato",
    "referencia_del_contrato",
    "estado_contrato",
    "tipo_de_contrato",
    "modalidad_de_contratacion",
    "fecha_de_firma",
    "fecha_de_inicio_del_contrato",
    "fecha_de_fin_del_contrato",
    "tipodocproveedor",
    "documento_proveedor",
    "proveedor_adjudicado",
    "es_grupo",
    "valor_del_contrato",
    "valor_pagado",
    "urlproceso",
    "objeto_del_contrato",
]
EXECUTED = [
    "periodo",
    "codigo_entidad",
    "nombre_entidad",
    "ambito_codigo",
    "cuenta",
    "nombre_cuenta",
    "cod_vigencia_del_gasto",
    "nom_vigencia_del_gasto",
    "cod_seccion_presupuestal",
    "nom_seccion_presupuestal",
    "cod_fuentes_financiacion",
    "nom_fuentes_financiacion",
    "bpin",
    "compromisos",
    "obligaciones",
    "pagos",
]
PROGRAMMED = [
    "periodo",
    "codigo_entidad",
    "nombre_entidad",
    "cuenta",
    "nombre_cuenta",
    "cod_vigencia_del_gasto",
    "nom_vigencia_del_gasto",
    "cod_seccion_presupuestal",
    "nom_seccion_presupuestal",
    "apropiacion_inicial",
    "apropiacion_definitiva",
]


@pytest.mark.parametrize(
    ("titles", "what", "expected"),
    [
        (INTEGRADO, What.CONTRACTS, SECOP_BOTH),
        (SECOP_ONE, What.CONTRACTS, SECOP_1),
        (SECOP_TWO, What.CONTRACTS, SECOP_2),
        (list(ROAD), What.CONTRACTS, SECOP_2),
        ([one.upper() for one in ROAD], What.CONTRACTS, SECOP_2),
        (EXECUTED, What.BUDGET, CUIPO_EXECUTED),
        (PROGRAMMED, What.BUDGET, CUIPO_PROGRAMMED),
        (list(PAY_LINE), What.BUDGET, CUIPO_WHOLE),
        (EXECUTED, What.CONTRACTS, None),
        (SECOP_TWO, What.BUDGET, None),
        ([], What.CONTRACTS, None),
    ],
)
def test_a_table_is_of_the_shape_that_its_titles_tell(titles: list[str], what: What, expected: Shape | None) -> None:
    assert recognised(titles, what) is expected


def test_a_title_with_accents_is_the_one_that_the_portal_writes_without_its_letters() -> None:
    api, page = SECOP_BOTH.places(INTEGRADO), SECOP_BOTH.places(["Modalidad de Contratación", "Fecha Inicio Ejecución"])
    assert (api["modality"], api["starts_on"]) == (("modalidad_de_contrataci_n",), ("fecha_inicio_ejecuci_n",))
    assert page == {"modality": ("Modalidad de Contratación",), "starts_on": ("Fecha Inicio Ejecución",)}


def test_the_titles_of_a_field_are_asked_in_the_order_of_their_exactness() -> None:
    assert SECOP_1.places(SECOP_ONE)["value"] == ("valor_contrato_con_adiciones", "cuantia_contrato")


def test_each_shape_is_told_by_fields_that_it_has() -> None:
    assert [one.key for one in SHAPES if not one.told_by <= one.columns.keys()] == []
    assert [one.what.label for one in SHAPES] == ["Contratos"] * 3 + ["Presupuesto"] * 3
