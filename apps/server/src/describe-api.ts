import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { Store } from '@ai-etl/store';
import { makeApi } from './api.ts';
import { connectors } from './connectors.ts';
import { openKeys } from './keys.ts';
import { systemClock } from './system-clock.ts';

/** The OpenAPI document of the whole API, made without a database, a file or a socket. */
export async function describeApi(): Promise<object> {
  const key = `described:${randomBytes(32).toString('base64')}`;
  const app = await makeApi({
    store: unusedStore(),
    connectors,
    keys: openKeys({ home: '/nonexistent', secretKeys: key, tokenKeys: key }),
    clock: systemClock,
    log: pino({ level: 'silent' }),
    trustProxy: 0,
    rateLimit: 'off',
  });
  try {
    return app.swagger();
  } finally {
    await app.close();
  }
}

/**
 * Wiring hands parts of the store around and calls none of them; whatever it takes is this again.
 * A promise's `then` it does not have, so that it can be returned from async functions.
 */
function unusedStore(): Store {
  const callable: unknown = () => undefined;
  // A proxy is whatever it answers, which no type can say.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const unused: Store = new Proxy(callable as Store, {
    get: (_target, name) => (name === 'then' || typeof name === 'symbol' ? undefined : unused),
    apply: () => unused,
  });
  return unused;
}
