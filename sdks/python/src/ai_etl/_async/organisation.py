from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import AsyncListing
from .resource import AsyncResource


class AsyncOrganisation(AsyncResource):
    """The organisation of the caller."""

    async def get(self) -> models.Organisation:
        """Name and plan."""
        return await self._get(models.Organisation, "/organisation")

    async def update(self, *, name: str) -> models.Organisation:
        """Renames it."""
        return await self._change(models.Organisation, "PATCH", "/organisation", {"name": name})


class AsyncMembers(AsyncResource):
    """People of the organisation."""

    def list(self, **filters: Any) -> AsyncListing[models.Member]:
        """All members."""
        return self._list(models.Member, "/members", filters)

    async def update(self, user_id: str, *, role: Optional[str]) -> models.Member:
        """Gives another role; ``None``: only those in single projects are left."""
        at = path("/members/{user_id}", user_id=user_id)
        return await self._change(models.Member, "PATCH", at, {"role": role})

    async def remove(self, user_id: str) -> None:
        """Takes somebody out of the organisation; their keys and logins end."""
        await self._do("DELETE", path("/members/{user_id}", user_id=user_id))


class AsyncInvitations(AsyncResource):
    """Invitations to the organisation, or to one project of it."""

    async def create(
        self, email: str, role: str, *, project_id: Optional[str] = None
    ) -> models.CreatedInvitation:
        """Invites somebody. ``token`` of the answer is shown this once."""
        body = without_none({"email": email, "role": role, "project_id": project_id})
        return await self._post(models.CreatedInvitation, "/invitations", body)

    def list(self, **filters: Any) -> AsyncListing[models.Invitation]:
        """Those that were not accepted."""
        return self._list(models.Invitation, "/invitations", filters)

    async def delete(self, invitation_id: str) -> None:
        """Takes an invitation back."""
        at = path("/invitations/{invitation_id}", invitation_id=invitation_id)
        await self._do("DELETE", at)

    async def accept(
        self, token: str, *, password: Optional[str] = None
    ) -> models.AcceptedInvitation:
        """Joins; ``password`` is that of the new account."""
        body = without_none({"token": token, "password": password})
        return await self._post(
            models.AcceptedInvitation, "/invitations:accept", body, repeat="never"
        )


class AsyncAuditLog(AsyncResource):
    """Every change and every refusal. For administrators."""

    def list(self, **filters: Any) -> AsyncListing[models.AuditEntry]:
        """Newest first; ``actor=``, ``action=``, ``resource_id=``, ``outcome=`` and such narrow it."""
        return self._list(models.AuditEntry, "/audit-log", filters)

    async def export(self, **filters: Any) -> str:
        """The same as JSON lines."""
        return await self._text("/audit-log:export", **filters)


class AsyncProjects(AsyncResource):
    """Projects: what pipelines and connections live in."""

    def list(self, **filters: Any) -> AsyncListing[models.Project]:
        """Those that the caller may see."""
        return self._list(models.Project, "/projects", filters)

    async def create(self, name: str, *, description: Optional[str] = None) -> models.Project:
        """Makes one."""
        body = without_none({"name": name, "description": description})
        return await self._post(models.Project, "/projects", body)

    async def get(self, project_id: str) -> models.Project:
        """One project."""
        return await self._get(models.Project, _at(project_id))

    async def update(
        self, project_id: str, *, name: Optional[str] = None, description: Optional[str] = None
    ) -> models.Project:
        """Changes what is given."""
        body = without_none({"name": name, "description": description})
        return await self._change(models.Project, "PATCH", _at(project_id), body)

    async def delete(self, project_id: str) -> None:
        """Deletes an empty one. Raises ``ConflictError`` while something lives in it."""
        await self._do("DELETE", _at(project_id))

    def members(self, project_id: str, **filters: Any) -> AsyncListing[models.ProjectMember]:
        """Who has a role in this project alone."""
        return self._list(models.ProjectMember, _at(project_id, "/members"), filters)

    async def set_member(self, project_id: str, user_id: str, role: str) -> models.ProjectMember:
        """Gives somebody a role in this project alone."""
        at = _at(project_id) + path("/members/{user_id}", user_id=user_id)
        return await self._change(models.ProjectMember, "PUT", at, {"role": role})

    async def remove_member(self, project_id: str, user_id: str) -> None:
        """Takes that role back."""
        await self._do("DELETE", _at(project_id) + path("/members/{user_id}", user_id=user_id))

    def environments(self, project_id: str, **filters: Any) -> AsyncListing[models.Environment]:
        """Development, staging, production: which connections stand in for which."""
        return self._list(models.Environment, _at(project_id, "/environments"), filters)

    async def get_environment(self, project_id: str, environment: str) -> models.Environment:
        """One environment."""
        return await self._get(models.Environment, _environment(project_id, environment))

    async def set_environment(
        self, project_id: str, environment: str, connections: Mapping[str, str]
    ) -> models.Environment:
        """Says which connection stands in for which in this environment."""
        at = _environment(project_id, environment)
        body = {"connections": dict(connections)}
        return await self._change(models.Environment, "PUT", at, body)


def _at(project_id: str, suffix: str = "") -> str:
    return path("/projects/{project_id}", project_id=project_id) + suffix


def _environment(project_id: str, environment: str) -> str:
    return _at(project_id) + path("/environments/{environment}", environment=environment)
