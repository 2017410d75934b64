# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import Listing
from .resource import Resource


class VerifiedQuestions(Resource):
    """Questions whose answers somebody has approved."""

    def create(
        self,
        question: str,
        *,
        connection_id: Optional[str] = None,
        sql: Optional[str] = None,
        spec: Optional[Mapping[str, Any]] = None,
        **options: Any,
    ) -> models.VerifiedQuestion:
        """Approves SQL on a connection, a pipeline's ``spec``, or what the question is read as.

        ``description=``, ``project_id=``, ``timezone=`` and ``limit=`` are the other options. Raises
        ``ConflictError`` when the words have an answer already.
        """
        body = without_none(
            {
                "question": question,
                "connection_id": connection_id,
                "sql": sql,
                "spec": None if spec is None else dict(spec),
                **options,
            }
        )
        return self._post(models.VerifiedQuestion, "/verified-questions", body)

    def list(self, **filters: Any) -> Listing[models.VerifiedQuestion]:
        """All of them, newest first."""
        return self._list(models.VerifiedQuestion, "/verified-questions", filters)

    def get(self, verified_question_id: str) -> models.VerifiedQuestion:
        """One of them."""
        return self._get(models.VerifiedQuestion, _at(verified_question_id))

    def delete(self, verified_question_id: str) -> None:
        """Takes the approval back."""
        self._do("DELETE", _at(verified_question_id))


def _at(verified_question_id: str) -> str:
    return path(
        "/verified-questions/{verified_question_id}", verified_question_id=verified_question_id
    )
