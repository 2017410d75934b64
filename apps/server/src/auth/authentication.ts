import type { Logger } from 'pino';
import type { Clock } from '@ai-etl/core';
import type { Identity } from '@ai-etl/store';
import { loginLimits, makeAttemptGuard, type AttemptGuard } from './attempt-guard.ts';
import { makeCallers, type Callers } from './callers.ts';
import type { KeySource } from './key-source.ts';
import { makeLogins, type Logins } from './logins.ts';
import { makeTokens, type Tokens } from './tokens.ts';

export interface AuthenticationPorts {
  readonly identity: Identity;
  readonly keys: KeySource;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Everything that knows who is calling, wired. */
export interface Authentication {
  readonly tokens: Tokens;
  readonly callers: Callers;
  readonly logins: Logins;
  readonly guard: AttemptGuard;
}

export function makeAuthentication(ports: AuthenticationPorts): Authentication {
  const { identity, keys, clock, log } = ports;
  const tokens = makeTokens(keys, clock);
  const callers = makeCallers({
    tokens,
    identity,
    clock,
    onBackgroundFailure: (error) => log.warn({ err: error }, 'the use of a key was not noted'),
  });
  const onSessionEnded = (userId: string): void => callers.forgetUser(userId);
  return {
    tokens,
    callers,
    logins: makeLogins({ identity, tokens, onSessionEnded }),
    guard: makeAttemptGuard(identity, 'failed logins', loginLimits),
  };
}
