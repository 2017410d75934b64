from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import httpx


@dataclass(frozen=True)
class ErrorDetail:
    """One finding: which field, and what was wrong or allowed."""

    field: str
    error: str


class AiEtlError(Exception):
    """Everything this library raises, but for wrong arguments (``ValueError``, ``TypeError``)."""


class ApiConnectionError(AiEtlError):
    """The server could not be reached, or the connection broke."""


class ApiTimeoutError(ApiConnectionError):
    """No answer came in time."""


class WaitTimeoutError(AiEtlError):
    """A run had not ended when the time to wait was over. The run goes on."""


class RunFailedError(AiEtlError):
    """A run came to another end than success."""

    def __init__(self, run_id: str, status: str, reason: Optional[str]) -> None:
        ending = "was cancelled" if status == "cancelled" else "failed"
        super().__init__(f"Run {run_id} {ending}{f': {reason}' if reason else ''}")
        self.run_id = run_id
        self.status = status
        self.reason = reason


class WebhookVerificationError(AiEtlError):
    """The payload was not signed with this secret, or it is too old."""


class ApiError(AiEtlError):
    """The server refused or failed; subclasses name the contract's codes.

    ``code`` is for programs, ``message`` for people, ``details`` names the fields, and
    ``request_id`` is what to report.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str,
        details: tuple[ErrorDetail, ...] = (),
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.details = details
        self.request_id = request_id
        #: Seconds to wait, when the server said so.
        self.retry_after = retry_after

    def __str__(self) -> str:
        findings = "".join(f"\n  {one.field}: {one.error}" for one in self.details)
        shown = f" (request {self.request_id})" if self.request_id else ""
        return f"{self.message} [{self.status} {self.code}]{shown}{findings}"


class ValidationError(ApiError):
    """The request's data does not fit (400, 413, 415)."""


class AuthenticationError(ApiError):
    """Missing, expired, revoked or invalid credentials (401)."""


class PermissionDeniedError(ApiError):
    """The role or the key's scopes do not include this (403)."""


class NotFoundError(ApiError):
    """There is no such thing, or it belongs to somebody else (404)."""


class ConflictError(ApiError):
    """The resource is in another state than this needs (409)."""


class RateLimitError(ApiError):
    """Too many requests (429); see ``retry_after``."""


class ServerError(ApiError):
    """The server failed or is not available (5xx)."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: ValidationError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    413: ValidationError,
    415: ValidationError,
    429: RateLimitError,
}


def error_from(response: httpx.Response) -> ApiError:
    """The error that a refusing answer stands for; its body must have been read."""
    envelope = _envelope(response)
    status = response.status_code
    kind = _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    message = envelope.get("message")
    code = envelope.get("code")
    request_id = envelope.get("request_id") or response.headers.get("x-request-id")
    return kind(
        message if isinstance(message, str) else f"The server answered {status}.",
        status=status,
        code=code if isinstance(code, str) else "UNKNOWN",
        details=_details(envelope.get("details")),
        request_id=request_id if isinstance(request_id, str) else None,
        retry_after=retry_after_of(response),
    )


def retry_after_of(response: httpx.Response) -> Optional[float]:
    """Seconds of ``Retry-After``; ``None`` without it, or when it is no number of seconds."""
    try:
        seconds = float(response.headers["retry-after"])
    except (KeyError, ValueError):
        return None
    return seconds if 0 <= seconds < float("inf") else None


def _envelope(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except ValueError:
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _details(value: object) -> tuple[ErrorDetail, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(
        ErrorDetail(field=str(one.get("field", "")), error=str(one.get("error", "")))
        for one in value
        if isinstance(one, dict)
    )
