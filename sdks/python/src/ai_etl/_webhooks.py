from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any, Optional, Union

import rfc8785

from ._errors import WebhookVerificationError

#: How far the sender's clock may differ, in seconds (Standard Webhooks).
TOLERANCE_SECONDS = 300


def verify_webhook(
    body: Union[str, bytes],
    headers: Mapping[str, str],
    secret: str,
    *,
    tolerance_seconds: Optional[int] = TOLERANCE_SECONDS,
) -> dict[str, Any]:
    """Checks a delivery and answers its payload.

    ``body`` is the request body exactly as it came. The Standard Webhooks headers are checked when
    there are any (they also bound the delivery's age), else the payload's own ``signature``. Both
    are HMAC-SHA256 with the webhook's secret. Raises ``WebhookVerificationError``.
    """
    raw = body.encode() if isinstance(body, str) else bytes(body)
    lower = {name.lower(): value for name, value in headers.items()}
    if "webhook-signature" in lower:
        _check_headers(raw, lower, secret, tolerance_seconds)
        return _payload(raw)
    payload = _payload(raw)
    _check_signature(payload, secret)
    return payload


def sign_payload(payload: Mapping[str, Any], secret: str) -> str:
    """``sha256=<hex>`` over the RFC 8785 canonical JSON of the payload without ``signature``."""
    unsigned = {name: value for name, value in payload.items() if name != "signature"}
    text: bytes = rfc8785.dumps(unsigned)
    return "sha256=" + hmac.new(_key(secret), text, hashlib.sha256).hexdigest()


def _check_signature(payload: dict[str, Any], secret: str) -> None:
    claimed = payload.get("signature")
    if not isinstance(claimed, str):
        raise WebhookVerificationError("The payload carries no signature.")
    if not hmac.compare_digest(claimed.encode(), sign_payload(payload, secret).encode()):
        raise WebhookVerificationError("The signature is not of this secret and payload.")


def _check_headers(
    raw: bytes, headers: dict[str, str], secret: str, tolerance_seconds: Optional[int]
) -> None:
    identifier, stamp = headers.get("webhook-id"), headers.get("webhook-timestamp")
    if identifier is None or stamp is None or not stamp.isdigit():
        raise WebhookVerificationError("webhook-id or webhook-timestamp is missing or malformed.")
    if tolerance_seconds is not None and abs(time.time() - int(stamp)) > tolerance_seconds:
        raise WebhookVerificationError("The delivery is too old, or the clocks differ.")
    signed = f"{identifier}.{stamp}.".encode() + raw
    digest = hmac.new(_key(secret), signed, hashlib.sha256).digest()
    wanted = base64.b64encode(digest).decode()
    for candidate in headers["webhook-signature"].split():
        version, _, value = candidate.partition(",")
        if version == "v1" and hmac.compare_digest(value.encode(), wanted.encode()):
            return
    raise WebhookVerificationError("No signature in webhook-signature is of this secret and body.")


def _key(secret: str) -> bytes:
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret[len("whsec_") :], validate=True)
    except binascii.Error:
        return secret.encode()


def _payload(raw: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(raw)
    except ValueError:
        raise WebhookVerificationError("The body is not JSON.") from None
    if not isinstance(payload, dict):
        raise WebhookVerificationError("The body is no JSON object.")
    return payload
