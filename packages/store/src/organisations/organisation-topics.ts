import type { Kysely } from 'kysely';
import type { Prepare } from '../database/prepared-query.ts';
import type { AllTables } from '../database/schema.ts';
import type { Tenancy } from '../database/tenant.ts';
import { acceptInvitationOf, type AcceptInvitation } from './accept-invitation.ts';
import { invitationsOf, type Invitations } from './invitations.ts';
import { membersOf, type Members } from './members.ts';
import { organisationsOf, type Organisations } from './organisations.ts';
import { projectChangesOf, type ProjectChanges } from './project-changes.ts';
import { projectMembersOf, type ProjectMembers } from './project-members.ts';
import { whereaboutsOf, type Whereabouts } from './whereabouts.ts';

/** Who belongs to an organisation and its projects, and how they come to. */
export interface OrganisationTopics
  extends
    Organisations,
    Members,
    ProjectChanges,
    ProjectMembers,
    Invitations,
    AcceptInvitation,
    Whereabouts {}

export interface OrganisationPorts {
  readonly tenancy: Tenancy;
  readonly prepare: Prepare;
  readonly db: Kysely<AllTables>;
}

export function organisationTopicsOf({
  tenancy,
  prepare,
  db,
}: OrganisationPorts): OrganisationTopics {
  return {
    ...organisationsOf(db),
    ...membersOf(db),
    ...projectChangesOf(tenancy),
    ...projectMembersOf(tenancy, db),
    ...invitationsOf(tenancy),
    ...acceptInvitationOf(db),
    ...whereaboutsOf(prepare),
  };
}
