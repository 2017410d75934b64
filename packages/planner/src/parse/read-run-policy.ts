import type { NotificationIntent, PolicyIntent } from '../ir/index.ts';
import { textOf, type Token } from '../text/token.ts';
import { claim, endsClause, free, is, isMarkAt, type Reading } from './reading.ts';

const channels = ['email', 'slack', 'telegram', 'webhook'] as const;
type Channel = (typeof channels)[number];

/** Reads who hears about a run: "email ops@x.example if it fails", "#data in Slack on success". */
export function readNotifications(reading: Reading): NotificationIntent[] {
  const found: NotificationIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const address = addressAt(reading, at);
    if (address === null) {
      if (is(reading, at, 'notify') && isNobody(reading, at)) found.push(nobody(reading, at));
      continue;
    }
    const isNext =
      is(reading, at - 1, 'and') &&
      outcomesIn(reading, at, reachForward(reading, at + 1)).length > 0;
    const from = isNext ? at : reachBack(reading, at);
    // "success to #ok, failure to ops@x": an outcome before the address is its own.
    const isTold = outcomesIn(reading, from, at).length > 0;
    const own = ownEnd(reading, at + 1);
    const isOwn = isTold || outcomesIn(reading, at + 1, own).length > 0;
    const to = isOwn ? own : reachForward(reading, at + 1);
    const outcomes = outcomesIn(reading, from, to);
    const told =
      hasSense(reading, from, to, 'notify') ||
      hasSense(reading, from, to, 'channel') ||
      isWrittenTo(reading, at);
    if (!told && outcomes.length === 0) continue;
    const channel = channelIn(reading, from, to) ?? (address.kind === 'email' ? 'email' : 'slack');
    found.push({
      on: outcomes.length === 0 ? ['failure'] : outcomes,
      channel,
      to: address.text,
      evidence: claim(reading, from, to),
    });
    at = to - 1;
  }
  return found;
}

/** "… and write to ops@x.example", "написать на ops@x.example": rows are written to no address of a person. */
function isWrittenTo(reading: Reading, at: number): boolean {
  const leads = /^(?:to|на|в)$/u.test(reading.tokens[at - 1]?.lower ?? '');
  return (
    leads &&
    /^(?:write|send|написать|пиши|писать|напиши|отправить|отправь|отправляй|прислать)$/u.test(
      reading.tokens[at - 2]?.lower ?? '',
    )
  );
}

/** Reads "verify counts". */
export function readVerify(reading: Reading): PolicyIntent {
  let policy: PolicyIntent = {};
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const verify = textOf(free(reading, at), 'verify');
    if (verify !== 'checksums' && verify !== 'counts' && verify !== 'off') continue;
    policy = { verify };
    claim(reading, at, at + 1);
  }
  return policy;
}

function addressAt(reading: Reading, at: number): Token | null {
  const token = free(reading, at);
  if (token === undefined) return null;
  // "email ends with @corp.example": what a column is compared with hears about nothing.
  if (is(reading, at - 1, 'cmp') && !is(reading, at - 1, 'cmp', 'in')) return null;
  if (token.kind === 'email' || token.kind === 'handle') return token;
  const afterChannel = is(reading, at - 1, 'channel') && !is(reading, at, 'outcome');
  return afterChannel && token.kind === 'name' ? token : null;
}

/** "notify me on failure": nobody in particular is named in the clause. */
function isNobody(reading: Reading, at: number): boolean {
  for (let next = at + 1; next < at + 12 && !endsClause(reading, next); next += 1) {
    if (addressAt(reading, next) !== null) return false;
  }
  return outcomesIn(reading, at, reachForward(reading, at + 1)).length > 0;
}

function nobody(reading: Reading, at: number): NotificationIntent {
  const to = reachForward(reading, at + 1);
  const on = outcomesIn(reading, at, to);
  const channel = channelIn(reading, at, to) ?? 'email';
  return { on, channel, to: null, evidence: claim(reading, at, to) };
}

/** Back to the word that announces the message, at most 6 tokens, within the clause. */
function reachBack(reading: Reading, at: number): number {
  let from = at;
  for (let back = at - 1; back >= Math.max(0, at - 6); back -= 1) {
    if (free(reading, back) === undefined || endsClause(reading, back)) break;
    // "email ends with @corp.example, tell @maria": a comparison before it is of the rows.
    if (is(reading, back, 'cmp', 'ends') || is(reading, back, 'cmp', 'contains')) break;
    if (
      ['notify', 'channel', 'outcome'].some((tag) =>
        is(reading, back, tag === 'notify' ? 'notify' : tag === 'channel' ? 'channel' : 'outcome'),
      )
    )
      from = back;
  }
  return from;
}

/** On to the last word about the outcome, at most 10 tokens, within the clause. */
function reachForward(reading: Reading, at: number): number {
  let to = at;
  for (let next = at; next < at + 10 && !endsClause(reading, next); next += 1) {
    if (is(reading, next, 'outcome') || is(reading, next, 'channel')) to = next + 1;
  }
  return to;
}

/** As far as the message reaches before the next one: to a comma behind which another outcome is told to somebody. */
function ownEnd(reading: Reading, at: number): number {
  const to = reachForward(reading, at);
  for (let next = at; next < to; next += 1) {
    const isNext = isMarkAt(reading, next, ',', ';') || is(reading, next, 'and');
    const other = [1, 2, 3, 4].some((ahead) => addressAt(reading, next + ahead) !== null);
    if (isNext && other) return next;
  }
  return to;
}

function outcomesIn(reading: Reading, from: number, to: number): NotificationIntent['on'] {
  const on = new Set<'success' | 'failure'>();
  for (let at = from; at < to; at += 1) {
    const outcome = textOf(free(reading, at), 'outcome');
    if (outcome === 'success' || outcome === 'both') on.add('success');
    if (outcome === 'failure' || outcome === 'both') on.add('failure');
  }
  return [...on];
}

function channelIn(reading: Reading, from: number, to: number): Channel | null {
  for (let at = from; at < to; at += 1) {
    const name = textOf(free(reading, at), 'channel');
    const channel = channels.find((one) => one === name);
    if (channel !== undefined) return channel;
  }
  return null;
}

function hasSense(reading: Reading, from: number, to: number, tag: 'notify' | 'channel'): boolean {
  for (let at = from; at < to; at += 1) if (is(reading, at, tag)) return true;
  return false;
}
