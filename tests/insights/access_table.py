"""Who may open which page of figures."""

from tests.access import Row, World

# anonymous, learner, lead of an area in A, officer of A, officer of B, district, trainer, evaluator, auditor
OWN = (302, 403, 302, 302, 302, 200, 403, 200, 403)  # officers of one unit are led to it
FIGURES = (302, 403, 200, 200, 200, 200, 403, 200, 403)
OF_A = (302, 404, 404, 200, 404, 200, 404, 200, 404)
NAMES_OF_A = (302, 404, 404, 200, 404, 200, 404, 403, 404)  # the evaluator never sees a name
NAMES_OF_AREA = (302, 404, 200, 200, 404, 200, 404, 403, 404)


def _a(world: World) -> dict[str, object]:
    return {"code": world.units["a"].code}  # type: ignore[attr-defined]


def _missing_in_a(world: World) -> dict[str, object]:
    return {**_a(world), "which": "missing"}


def _missing_in_area(world: World) -> dict[str, object]:
    return {"code": world.units["area"].code, "which": "missing"}  # type: ignore[attr-defined]


ROWS = [
    Row("insights:dashboard", OWN),
    Row("insights:indicators", FIGURES),
    Row("insights:unit", OF_A, _a),
    Row("insights:people", NAMES_OF_A, _missing_in_a),
    Row("insights:people", NAMES_OF_AREA, _missing_in_area),
    Row("insights:export", NAMES_OF_A, _missing_in_a, method="post"),
]
