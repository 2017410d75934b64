import type { PolicyIntent } from '../../ir/index.ts';
import { toId } from '../../build/node-id.ts';
import { askOne } from '../../link/findings.ts';
import type { NotificationChange } from '../revision-ir.ts';
import { askLeaveOut, chooseParts } from './choose-one.ts';
import type { Working } from './working.ts';

/** Tells somebody of an outcome, or somebody else than before. */
export function applyNotification(working: Working, change: NotificationChange): void {
  const { notification: intent } = change;
  const said = change.evidence.text;
  const to =
    intent.to ??
    askOne(working.findings, {
      id: 'notifications',
      field: 'notifications',
      question: `"${said}": who should be told? Give an e-mail address or a channel.`,
      choices: [],
      accept: (text) => (/^\S{2,200}$/u.test(text) ? text : null),
    });
  if (to === null) return;
  const { spec } = working;
  const all = spec.notifications.map((part) => ({
    part,
    label: `${part.channel} ${part.to} on ${part.on}`,
  }));
  const fresh = intent.on.map((on) => ({ on, channel: intent.channel, to }));
  const isSame = (one: (typeof fresh)[number]): boolean =>
    spec.notifications.some(
      (old) => old.on === one.on && old.channel === one.channel && old.to === one.to,
    );
  let kept = spec.notifications;
  if (change.instead && all.length > 0) {
    const named = all.filter(({ label }) => change.was.some((word) => label.includes(word)));
    const sameOutcome = all.filter(({ part }) => intent.on.includes(part.on));
    const gone = new Set(
      chooseParts(working.findings, {
        id: 'notification_instead',
        said,
        noun: 'notification',
        all,
        fitting: named.length > 0 ? named : sameOutcome,
        multiple: true,
      }).map(({ part }) => part),
    );
    if (gone.size === 0) return;
    kept = kept.filter((one) => !gone.has(one));
  }
  working.spec = { ...spec, notifications: [...kept, ...fresh.filter((one) => !isSame(one))] };
}

/** Retries and verification; the size of the work's pieces is the engine's own. */
export function applyPolicy(working: Working, policy: PolicyIntent, said: string): void {
  const { retries, retryDelaySeconds, verify, ...others } = policy;
  if (Object.keys(others).length > 0) {
    askLeaveOut(
      working.findings,
      'policy',
      `"${said}": the size of batches and the number of workers are the engine's own. Leave it out?`,
    );
  }
  working.spec = {
    ...working.spec,
    policy: {
      ...working.spec.policy,
      ...(retries === undefined ? {} : { retries }),
      ...(retryDelaySeconds === undefined
        ? {}
        : { retry_delay_seconds: Math.min(3600, retryDelaySeconds) }),
      ...(verify === undefined ? {} : { verify }),
    },
  };
}

/** A name as a spec can hold it: lower case, letters, digits and underscores. */
export function applyName(working: Working, name: string): void {
  working.spec = { ...working.spec, name: toId(name) };
}
