import { randomBytes } from 'node:crypto';
import { AiEtlError } from '@ai-etl/core';
import { openStore } from '@ai-etl/store';
import { rotateKeyFile } from '../auth/key-source.ts';
import { hashPassword } from '../auth/passwords.ts';
import type { Config } from '../config.ts';
import { makeLog } from '../http/log.ts';
import { openKeys, tokenKeyFile } from '../keys.ts';
import { openServers } from './open-servers.ts';

/** What `npm start -- <command>` does instead of starting: for whoever owns this machine. */
export type LocalCommand =
  | { readonly name: 'rotate-token-key'; readonly dropOlder: boolean }
  | { readonly name: 'reset-password'; readonly email: string };

export const commandUsage = `  rotate-token-key [--drop-older]   sign tokens with a fresh key; --drop-older ends all logins
  reset-password EMAIL              give somebody a new password and end their logins`;

/** Null: no command. Throws CONFIGURATION_INVALID for one that does not exist. */
export function readCommand(args: readonly string[]): LocalCommand | null {
  const [name, ...rest] = args;
  if (name === undefined || name.startsWith('-')) return null;
  const [first] = rest;
  if (name === 'rotate-token-key' && rest.every((one) => one === '--drop-older')) {
    return { name, dropOlder: rest.length > 0 };
  }
  if (name === 'reset-password' && first !== undefined && rest.length === 1) {
    return { name, email: first };
  }
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
      return resetPassword(command.email, ports);
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

async function resetPassword(email: string, { config, say, signal }: CommandPorts): Promise<void> {
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
      applicationName: 'ai-etl reset-password',
      maxConnections: 2,
    });
    try {
      const user = await identity.findUserByEmail(email);
      if (user === null) {
        throw new AiEtlError('RESOURCE_NOT_FOUND', `Nobody has the e-mail address ${email}.`);
      }
      const password = randomBytes(12).toString('base64url');
      await identity.setPassword(user.id, await hashPassword(password));
      await identity.endSessions(user.id);
      say(`New password of ${user.email}: ${password}   (shown this once; only its hash is kept)`);
      say(
        'All their logins have ended. They can change it with POST /api/v1/auth/change-password.',
      );
      if (user.disabled) say('The account is disabled and stays so.');
    } finally {
      await close();
    }
  } finally {
    await servers.stop();
  }
}
