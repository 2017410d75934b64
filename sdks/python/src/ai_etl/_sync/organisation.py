# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import Listing
from .resource import Resource


class Organisation(Resource):
    """The organisation of the caller."""

    def get(self) -> models.Organisation:
        """Name and plan."""
        return self._get(models.Organisation, "/organisation")

    def update(self, *, name: str) -> models.Organisation:
        """Renames it."""
        return self._change(models.Organisation, "PATCH", "/organisation", {"name": name})


class Members(Resource):
    """People of the organisation."""

    def list(self, **filters: Any) -> Listing[models.Member]:
        """All members."""
        return self._list(models.Member, "/members", filters)

    def update(self, user_id: str, *, role: Optional[str]) -> models.Member:
        """Gives another role; ``None``: only those in single projects are left."""
        at = path("/members/{user_id}", user_id=user_id)
        return self._change(models.Member, "PATCH", at, {"role": role})

    def remove(self, user_id: str) -> None:
        """Takes somebody out of the organisation; their keys and logins end."""
        self._do("DELETE", path("/members/{user_id}", user_id=user_id))


class Invitations(Resource):
    """Invitations to the organisation, or to one project of it."""

    def create(
        self, email: str, role: str, *, project_id: Optional[str] = None
    ) -> models.CreatedInvitation:
        """Invites somebody. ``token`` of the answer is shown this once."""
        body = without_none({"email": email, "role": role, "project_id": project_id})
        return self._post(models.CreatedInvitation, "/invitations", body)

    def list(self, **filters: Any) -> Listing[models.Invitation]:
        """Those that were not accepted."""
        return self._list(models.Invitation, "/invitations", filters)

    def delete(self, invitation_id: str) -> None:
        """Takes an invitation back."""
        at = path("/invitations/{invitation_id}", invitation_id=invitation_id)
        self._do("DELETE", at)

    def accept(self, token: str, *, password: Optional[str] = None) -> models.AcceptedInvitation:
        """Joins; ``password`` is that of the new account."""
        body = without_none({"token": token, "password": password})
        return self._post(models.AcceptedInvitation, "/invitations:accept", body, repeat="never")


class AuditLog(Resource):
    """Every change and every refusal. For administrators."""

    def list(self, **filters: Any) -> Listing[models.AuditEntry]:
        """Newest first; ``actor=``, ``action=``, ``resource_id=``, ``outcome=`` and such narrow it."""
        return self._list(models.AuditEntry, "/audit-log", filters)

    def export(self, **filters: Any) -> str:
        """The same as JSON lines."""
        return self._text("/audit-log:export", **filters)


class Projects(Resource):
    """Projects: what pipelines and connections live in."""

    def list(self, **filters: Any) -> Listing[models.Project]:
        """Those that the caller may see."""
        return self._list(models.Project, "/projects", filters)

    def create(self, name: str, *, description: Optional[str] = None) -> models.Project:
        """Makes one."""
        body = without_none({"name": name, "description": description})
        return self._post(models.Project, "/projects", body)

    def get(self, project_id: str) -> models.Project:
        """One project."""
        return self._get(models.Project, _at(project_id))

    def update(
        self, project_id: str, *, name: Optional[str] = None, description: Optional[str] = None
    ) -> models.Project:
        """Changes what is given."""
        body = without_none({"name": name, "description": description})
        return self._change(models.Project, "PATCH", _at(project_id), body)

    def delete(self, project_id: str) -> None:
        """Deletes an empty one. Raises ``ConflictError`` while something lives in it."""
        self._do("DELETE", _at(project_id))

    def members(self, project_id: str, **filters: Any) -> Listing[models.ProjectMember]:
        """Who has a role in this project alone."""
        return self._list(models.ProjectMember, _at(project_id, "/members"), filters)

    def set_member(self, project_id: str, user_id: str, role: str) -> models.ProjectMember:
        """Gives somebody a role in this project alone."""
        at = _at(project_id) + path("/members/{user_id}", user_id=user_id)
        return self._change(models.ProjectMember, "PUT", at, {"role": role})

    def remove_member(self, project_id: str, user_id: str) -> None:
        """Takes that role back."""
        self._do("DELETE", _at(project_id) + path("/members/{user_id}", user_id=user_id))

    def environments(self, project_id: str, **filters: Any) -> Listing[models.Environment]:
        """Development, staging, production: which connections stand in for which."""
        return self._list(models.Environment, _at(project_id, "/environments"), filters)

    def get_environment(self, project_id: str, environment: str) -> models.Environment:
        """One environment."""
        return self._get(models.Environment, _environment(project_id, environment))

    def set_environment(
        self, project_id: str, environment: str, connections: Mapping[str, str]
    ) -> models.Environment:
        """Says which connection stands in for which in this environment."""
        at = _environment(project_id, environment)
        body = {"connections": dict(connections)}
        return self._change(models.Environment, "PUT", at, body)


def _at(project_id: str, suffix: str = "") -> str:
    return path("/projects/{project_id}", project_id=project_id) + suffix


def _environment(project_id: str, environment: str) -> str:
    return _at(project_id) + path("/environments/{environment}", environment=environment)
