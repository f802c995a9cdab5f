"""As much of JSON Schema as the official CASE files use; a keyword that is not known here fails the test."""

import re
from functools import reduce
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "null": type(None)}
FORMATS = {
    "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "uri": r"[a-zA-Z][a-zA-Z0-9+.\-]*:\S+",
    "int32": None,
    "float": None,
}
SILENT = {"$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "x-prefix"}


class Schema:
    """Finds what is wrong with a value; `root` is the document in which references are looked up."""

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root

    def at(self, pointer: str) -> dict[str, Any]:
        """The schema that `#/a/b` names."""
        return reduce(lambda found, name: found[name], pointer.removeprefix("#/").split("/"), self.root)

    def errors(self, value: Any, rule: dict[str, Any], path: str = "$") -> list[str]:
        found: list[str] = []
        for keyword, wanted in rule.items():
            if keyword not in SILENT and not keyword.startswith("x-"):
                found += getattr(self, "check_" + keyword.strip("$"))(value, wanted, rule, path)
        return found

    def check_ref(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return self.errors(value, self.at(wanted), path)

    def check_type(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return [] if isinstance(value, TYPES[wanted]) else [f"{path} is not {wanted}"]

    def check_properties(self, value: Any, wanted: dict[str, Any], rule: Any, path: str) -> list[str]:
        return [e for name in value if name in wanted for e in self.errors(value[name], wanted[name], f"{path}.{name}")]

    def check_required(self, value: Any, wanted: list[str], rule: Any, path: str) -> list[str]:
        return [f"{path}.{name} is missing" for name in wanted if name not in value]

    def check_additionalProperties(self, value: Any, wanted: bool, rule: Any, path: str) -> list[str]:  # noqa: N802
        known = rule.get("properties", {})
        return [] if wanted else [f"{path}.{name} is unknown" for name in value if name not in known]

    def check_items(self, value: Any, wanted: Any, rule: Any, path: str) -> list[str]:
        return [e for n, one in enumerate(value) for e in self.errors(one, wanted, f"{path}[{n}]")]

    def check_minItems(self, value: Any, wanted: int, rule: Any, path: str) -> list[str]:  # noqa: N802
        return [] if len(value) >= wanted else [f"{path} has too few"]

    def check_maxItems(self, value: Any, wanted: int, rule: Any, path: str) -> list[str]:  # noqa: N802
        return [] if len(value) <= wanted else [f"{path} has too many"]

    def check_enum(self, value: Any, wanted: list[str], rule: Any, path: str) -> list[str]:
        return [] if value in wanted else [f"{path} is not one of {wanted}"]

    def check_pattern(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        return [] if re.search(wanted, value) else [f"{path} does not match {wanted}"]

    def check_format(self, value: Any, wanted: str, rule: Any, path: str) -> list[str]:
        shape = FORMATS[wanted]
        return [] if shape is None or re.fullmatch(shape, value) else [f"{path} is not a {wanted}"]

    def check_oneOf(self, value: Any, wanted: list[Any], rule: Any, path: str) -> list[str]:  # noqa: N802
        fitting = [one for one in wanted if not self.errors(value, one, path)]
        return [] if len(fitting) == 1 else [f"{path} fits {len(fitting)} of {len(wanted)}"]

    check_anyOf = check_oneOf  # noqa: N815

    def check_allOf(self, value: Any, wanted: list[Any], rule: Any, path: str) -> list[str]:  # noqa: N802
        """Merged first: in the 1.0 file each part refuses what another one names."""
        return self.errors(value, self._merged(wanted), path)

    def _merged(self, parts: list[Any]) -> dict[str, Any]:
        resolved = [self.at(part["$ref"]) if "$ref" in part else part for part in parts]
        return {
            "type": "object",
            "properties": {name: rule for part in resolved for name, rule in part.get("properties", {}).items()},
            "required": [name for part in resolved for name in part.get("required", [])],
            "additionalProperties": all(part.get("additionalProperties", True) for part in resolved),
        }
