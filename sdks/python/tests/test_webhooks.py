from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

import ai_etl

VECTORS = Path(__file__).resolve().parents[3] / "tests" / "vectors" / "webhook-signatures.json"
DOCUMENT: dict[str, Any] = json.loads(VECTORS.read_text("utf-8"))
CASES: list[dict[str, Any]] = DOCUMENT["cases"]
REFUSED: list[dict[str, Any]] = DOCUMENT["refused"]


@pytest.fixture(autouse=True)
def clock_of_the_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: DOCUMENT["now"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_what_the_server_signs_is_verified(case: dict[str, Any]) -> None:
    body = case["body"]
    secret = case["secrets"][0]
    assert ai_etl.verify_webhook(body, case["headers"], secret) == json.loads(body)
    assert ai_etl.verify_webhook(body.encode(), {}, secret) == json.loads(body)
    assert ai_etl.sign_payload(json.loads(body), secret) == json.loads(body)["signature"]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: str(case["name"]))
def test_what_was_altered_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ai_etl.WebhookVerificationError):
        ai_etl.verify_webhook(case["body"], case["headers"], case["secrets"][0])


def test_the_standards_own_library_agrees() -> None:
    secret = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    wanted = Webhook(secret)
    from datetime import datetime, timezone

    moment = datetime.fromtimestamp(DOCUMENT["now"], timezone.utc)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(DOCUMENT["now"]),
        "webhook-signature": wanted.sign("msg_1", moment, '{"a":1}'),
    }
    assert ai_etl.verify_webhook('{"a":1}', headers, secret) == {"a": 1}


@pytest.mark.parametrize("body", ["", "[]", "{", "null"])
def test_a_body_that_is_no_payload_is_refused(body: str) -> None:
    with pytest.raises(ai_etl.WebhookVerificationError):
        ai_etl.verify_webhook(body, {}, "secret")
