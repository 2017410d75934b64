import { randomBytes } from 'node:crypto';
import { AiEtlError } from '@ai-etl/core';
import { openStore, type Identity, type User } from '@ai-etl/store';
import { rotateKeyFile } from '../auth/key-source.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { Config } from '../config.ts';
import { makeLog } from '../http/log.ts';
import { openKeys, tokenKeyFile } from '../keys.ts';
import { openServers } from './open-servers.ts';

/** What `npm start -- <command>` does instead of starting: for whoever owns this machine. */
export type LocalCommand =
  | { readonly name: 'rotate-token-key'; readonly dropOlder: boolean }
  | {
      readonly name: 'reset-password' | 'disable-user' | 'enable-user';
      readonly email: string;
    };

export const commandUsage = `  rotate-token-key [--drop-older]   sign tokens with a fresh key; --drop-older ends all logins
  reset-password EMAIL              give somebody a new password and end their logins
  disable-user EMAIL                shut somebody out: their logins end, their API keys rest
  enable-user EMAIL                 let them in again`;

/** Null: no command. Throws CONFIGURATION_INVALID for one that does not exist. */
export function readCommand(args: readonly string[]): LocalCommand | null {
  const [name, ...rest] = args;
  if (name === undefined || name.startsWith('-')) return null;
  const [first] = rest;
  if (name === 'rotate-token-key' && rest.every((one) => one === '--drop-older')) {
    return { name, dropOlder: rest.length > 0 };
  }
  const aboutUser = name === 'reset-password' || name === 'disable-user' || name === 'enable-user';
  if (aboutUser && first !== undefined && rest.length === 1) return { name, email: first };
  throw new AiEtlError(
    'CONFIGURATION_INVALID',
    `There is no command "${[name, ...rest].join(' ').slice(0, 200)}". There are:\n${commandUsage}`,
  );
}

export interface CommandPorts {
  readonly config: Config;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Runs a command. Throws CONFIGURATION_INVALID, RESOURCE_NOT_FOUND, SERVICE_UNAVAILABLE. */
export function runCommand(command: LocalCommand, ports: CommandPorts): Promise<void> {
  switch (command.name) {
    case 'rotate-token-key':
      rotateTokenKey(command.dropOlder, ports);
      return Promise.resolve();
    case 'reset-password':
      return withUser(command.email, ports, resetPassword);
    case 'disable-user':
      return withUser(command.email, ports, disableUser);
    case 'enable-user':
      return withUser(command.email, ports, enableUser);
  }
}

function rotateTokenKey(dropOlder: boolean, { config, say }: CommandPorts): void {
  if (config.tokenKeys !== null) {
    throw new AiEtlError(
      'CONFIGURATION_INVALID',
      'The token keys come from AI_ETL_TOKEN_KEYS: put a fresh id:key pair at its end and restart every API process, then move it to the front and restart them again.',
      { details: [{ field: 'AI_ETL_TOKEN_KEYS', error: 'rotated where it is set' }] },
    );
  }
  const { activeId, kept } = rotateKeyFile(tokenKeyFile(config.home), { dropOlder });
  say(
    `Tokens are signed with key ${activeId} from now on; running processes follow within a second.`,
  );
  if (kept.length > 0) {
    say(`Older keys stay valid: ${kept.join(', ')}. Drop them with --drop-older after 30 days.`);
  } else say('There are no older keys: everybody has to log in again.');
}

type Say = CommandPorts['say'];

async function resetPassword(user: User, identity: Identity, say: Say): Promise<void> {
  const password = randomBytes(12).toString('base64url');
  await identity.setPassword(user.id, await hashPassword(password));
  await identity.endSessions(user.id);
  say(`New password of ${user.email}: ${password}   (shown this once; only its hash is kept)`);
  say('All their logins have ended. They can change it with POST /api/v1/auth/change-password.');
  if (user.disabled) say('The account is disabled and stays so: enable-user lets them in again.');
}

async function disableUser(user: User, identity: Identity, say: Say): Promise<void> {
  await identity.setDisabled(user.id, true);
  await identity.endSessions(user.id);
  say(`${user.email} is shut out within two seconds: logins have ended, API keys rest.`);
}

async function enableUser(user: User, identity: Identity, say: Say): Promise<void> {
  await identity.setDisabled(user.id, false);
  say(`${user.email} may log in again, and API keys that were not revoked count again.`);
}

/** Opens the store of this installation for one command about one user. */
async function withUser(
  email: string,
  { config, say, signal }: CommandPorts,
  use: (user: User, identity: Identity, say: Say) => Promise<void>,
): Promise<void> {
  const servers = await openServers({
    config,
    withWarehouse: false,
    say,
    signal,
    onDatabaseRestarted: () => undefined,
  });
  try {
    const { identity, close } = await openStore({
      databaseUrl: servers.databaseUrl(),
      secretKeys: openKeys(config).secrets,
      log: makeLog('start', 'warn', process.stderr),
      applicationName: 'ai-etl command',
      maxConnections: 2,
    });
    try {
      const user = await identity.findUserByEmail(email);
      if (user === null) {
        throw new AiEtlError('RESOURCE_NOT_FOUND', `Nobody has the e-mail address ${email}.`);
      }
      await use(user, identity, say);
    } finally {
      await close();
    }
  } finally {
    await servers.stop();
  }
}
