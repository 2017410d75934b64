/**
 * A process for tests that delivers webhooks until it is killed. Arguments: databaseUrl, home (with
 * the keys).
 */
import { pino } from 'pino';
import { invariant } from '@ai-etl/core';
import { openStore } from '@ai-etl/store';
import { openKeys } from '../keys.ts';
import { makeOutboundPolicy } from '../net/outbound-policy.ts';
import { systemClock } from '../system-clock.ts';
import { startDeliverer } from '../webhooks/deliverer.ts';

const [databaseUrl, home] = process.argv.slice(2);
invariant(databaseUrl !== undefined && home !== undefined, 'the arguments are databaseUrl, home');
const log = pino({ level: 'silent' });
const keys = openKeys({ home, secretKeys: null, tokenKeys: null });

startDeliverer({
  store: await openStore({ databaseUrl, secretKeys: keys.secrets, log }),
  clock: systemClock,
  random: Math.random,
  log,
  policy: makeOutboundPolicy({ private: true, networks: [] }),
  mailer: null,
  retention: { noticeDays: 7, deliveryDays: 30 },
});
process.stdout.write('ready\n');
