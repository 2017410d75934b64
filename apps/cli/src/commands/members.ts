import type { CreateInvitationRequest } from '@ai-etl/sdk';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatTime } from '../output/numbers.ts';
import { safeText } from '../output/safe-text.ts';
import { showJson, showTable } from '../output/show.ts';

export const members: Command = {
  name: 'members',
  summary: 'List the members of the organisation',
  arguments: [],
  options: { invitations: { type: 'boolean', help: 'List those who are invited instead' } },
  examples: ['ai-etl members', 'ai-etl members --invitations'],
  run: async (context) =>
    context.input.flag('invitations') ? listInvitations(context) : listMembers(context),
};

async function listMembers(context: CommandContext): Promise<number> {
  const client = await context.client();
  const { signal } = context;
  const found = await client.members.list({ per_page: 100 }, { signal }).toArray();
  if (context.json) showJson(context, found);
  else {
    showTable(context, found, {
      columns: [
        { title: 'E-MAIL', value: (one) => one.email, flexible: true },
        { title: 'ID', value: (one) => one.user_id },
        { title: 'ROLE', value: (one) => one.role ?? 'in single projects' },
        { title: 'PROJECTS', right: true, value: (one) => Object.keys(one.project_roles).length },
        { title: 'STATUS', value: (one) => (one.disabled ? 'shut out' : 'active') },
        { title: 'SINCE', value: (one) => formatTime(one.joined_at) },
      ],
      none: 'Nobody.',
    });
  }
  return exitCodes.ok;
}

async function listInvitations(context: CommandContext): Promise<number> {
  const client = await context.client();
  const { signal } = context;
  const found = await client.invitations.list({ per_page: 100 }, { signal }).toArray();
  if (context.json) showJson(context, found);
  else {
    showTable(context, found, {
      columns: [
        { title: 'E-MAIL', value: (one) => one.email, flexible: true },
        { title: 'ID', value: (one) => one.invitation_id },
        { title: 'ROLE', value: (one) => one.role },
        { title: 'PROJECT', value: (one) => one.project_id ?? 'all' },
        { title: 'STATUS', value: (one) => one.status },
        { title: 'EXPIRES', value: (one) => formatTime(one.expires_at) },
      ],
      none: 'Nobody is invited. Invite: ai-etl invite ADDRESS --role engineer',
    });
  }
  return exitCodes.ok;
}

export const invite: Command = {
  name: 'invite',
  summary: 'Invite somebody to the organisation, or to one project',
  description:
    'Where the server sends mail, the invitation is mailed. Its token goes to stdout in either case, and is shown this once: whoever has it can accept.',
  arguments: [{ name: 'ADDRESS', help: 'E-mail address' }],
  options: {
    role: { type: 'string', value: 'ROLE', help: 'Role there; default viewer' },
    project: { type: 'string', value: 'ID', help: 'Only in this project' },
  },
  examples: ['ai-etl invite ann@example.com --role engineer'],
  run: async (context) => {
    const { input, signal, terminal } = context;
    const project = input.text('project');
    const client = await context.client();
    const made = await client.invitations.create(
      {
        email: input.argument('ADDRESS'),
        role: parseRole(input.text('role') ?? 'viewer'),
        ...(project === undefined ? {} : { project_id: project }),
      },
      { signal },
    );
    if (context.json) showJson(context, made);
    else {
      terminal.out(made.token);
      const how = made.emailed ? 'It is mailed.' : 'No mail was sent: pass the token on yourself.';
      terminal.say(
        `Invited ${safeText(made.email)} as ${made.role} until ${formatTime(made.expires_at)}. ${how}`,
      );
    }
    return exitCodes.ok;
  },
};

/** As: the server knows the roles, and names them when one is misspelt. */
function parseRole(text: string): CreateInvitationRequest['role'] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server judges it and names what is allowed
  return text as CreateInvitationRequest['role'];
}
