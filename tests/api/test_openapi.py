"""The description of the API is part of the contract: it changes only when somebody means it to."""

import json
from pathlib import Path

from alongside.api.v1 import api

KEPT = Path(__file__).with_name("openapi.json")


def test_the_description_is_the_one_that_is_kept(tmp_path_factory):
    now = json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False) + "\n"
    fresh = tmp_path_factory.getbasetemp().parent / "openapi.json"
    fresh.write_text(now, encoding="utf-8")
    kept = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
    assert now == kept, f"The API's description changed. If that is meant: cp {fresh} {KEPT}, and a line in CHANGELOG."


def test_every_endpoint_tells_its_problems():
    described = json.loads(KEPT.read_text(encoding="utf-8"))
    for path, methods in described["paths"].items():
        for method, endpoint in methods.items():
            told = endpoint["responses"]["4XX"]["content"]
            assert list(told) == ["application/problem+json"], (path, method)
            name = told["application/problem+json"]["schema"]["$ref"].rpartition("/")[2]
            assert {"type", "title", "status", "detail"} <= set(described["components"]["schemas"][name]["properties"])
