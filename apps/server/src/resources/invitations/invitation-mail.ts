import { messageOf } from '@ai-etl/core';
import type { OrganisationTopics } from '@ai-etl/store';
import type { MailPort } from '../../mail/mail-port.ts';
import type { InvitationPorts } from './service.ts';

export interface InvitationMailPorts {
  /** Null: mail is not configured. */
  readonly mail: MailPort | null;
  readonly organisations: Pick<OrganisationTopics, 'getOrganisation'>;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Sends the token to whom it is for. A mail server that does not take it spoils nothing: the
 * answer says so, and holds the token too.
 */
export function invitationMail({
  mail,
  organisations,
  log,
}: InvitationMailPorts): InvitationPorts['mail'] {
  return async (invitation, token) => {
    if (mail === null) return false;
    const { organisationId, email, role, projectId, expiresAt } = invitation;
    const organisation = await organisations.getOrganisation({ organisationId });
    const where = organisation?.name ?? 'an organisation';
    const asWhat = projectId === null ? `as ${role}` : `as ${role} of one project`;
    const url = `${mail.publicUrl}/api/v1/invitations:accept`;
    const text = [
      `You are invited to ${where} on AI-ETL, ${asWhat}.`,
      '',
      'Your invitation token:',
      '',
      `    ${token}`,
      '',
      'To accept, send it with a password of your choice:',
      '',
      `    curl -X POST ${url} -H 'Content-Type: application/json' -d '{"token":"${token}","password":"…"}'`,
      '',
      `It is good until ${expiresAt}, once. Whoever has it can accept in your place: keep it to yourself.`,
      'If you did not expect this, ignore it.',
    ].join('\n');
    try {
      await mail.mailer.send({ to: email, subject: `Invitation to ${where}`, text });
      return true;
    } catch (error) {
      log.warn(
        { invitation_id: invitation.id, reason: messageOf(error) },
        'an invitation was not e-mailed',
      );
      return false;
    }
  };
}
