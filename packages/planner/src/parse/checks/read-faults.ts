import type { CheckIntent } from '../../ir/index.ts';
import { textOf } from '../../text/token.ts';
import { readRuleAt } from '../pattern/rules.ts';
import { claim, endsClause, free, is, isMarkAt, type Reading } from '../reading.ts';
import { faultRules } from './fault-rules.ts';
import type { QuarantinePlace } from './quarantine-place.ts';

const rows =
  /^(?:rows?|records?|lines?|entries|entry|ones|messages?|events?|items?|anything|everything|those|data)$/u;
const opens = /^(?:with|whose|where|that|which|having|lacking|missing|without|in)$/u;
const goes =
  /^(?:diverted|divert|go|goes|going|sent|send|moved|move|parked|park|written|write|routed|route|put|belong|belongs|land|lands|redirected|redirect|stored|store|saved|collected|quarantined|quarantine|end|ends|pushed|dropped|shunted|kept)$/u;
const leads = /^(?:to|into|in|onto|on|up in|aside in|apart in)$/u;
/** How far behind the rows the place they go to may stand. */
const reach = 40;

/** Rows told by what is wrong with them, and where they go. */
export interface FaultyRows {
  readonly checks: readonly CheckIntent[];
  readonly quarantine: QuarantinePlace | null;
}

/**
 * "Rows with a malformed email or a negative price are diverted to subs_rejected": each fault is a check,
 * and the place is the quarantine. Claims the words; nothing where either half is missing.
 */
export function readFaultyRows(reading: Reading): FaultyRows {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (!rows.test(free(reading, at)?.lower ?? '')) continue;
    if (!opens.test(free(reading, at + 1)?.lower ?? '')) continue;
    const place = readPlace(reading, at + 2);
    if (place === null) continue;
    const checks = readBetween(reading, at + 1, place.verb);
    if (checks.length === 0) continue;
    const evidence = claim(reading, at, place.end);
    return { checks, quarantine: { system: place.system, object: place.object, evidence } };
  }
  return { checks: [], quarantine: null };
}

interface Place {
  readonly verb: number;
  readonly system: string | null;
  readonly object: string;
  readonly end: number;
}

/** "are diverted to Kafka topic bad-rows": the verb, and the first name behind its preposition. */
function readPlace(reading: Reading, from: number): Place | null {
  for (let at = from; at < from + reach && !endsClause(reading, at); at += 1) {
    if (!goes.test(free(reading, at)?.lower ?? '')) continue;
    let lead = at + 1;
    while (lead < at + 4 && !leads.test(free(reading, lead)?.lower ?? '')) lead += 1;
    if (!leads.test(free(reading, lead)?.lower ?? '')) continue;
    let system: string | null = null;
    for (let next = lead + 1; next < lead + 6; next += 1) {
      const token = free(reading, next);
      if (token === undefined) break;
      system = textOf(token, 'system') ?? system;
      const isPlain = token.kind === 'word' && token.senses.length === 0;
      if (token.kind === 'name' || token.kind === 'path' || isPlain)
        return { verb: at, system, object: token.text, end: next + 1 };
      if (
        !is(reading, next, 'determiner') &&
        !is(reading, next, 'container') &&
        !is(reading, next, 'system')
      )
        break;
    }
  }
  return null;
}

function readBetween(reading: Reading, from: number, to: number): readonly CheckIntent[] {
  const found: CheckIntent[] = [];
  for (let at = from; at < to; at += 1) {
    const read = readRuleAt(reading, faultRules, at);
    if (read === null || read.end > to + 1) continue;
    const start = reading.tokens[at]?.start ?? 0;
    const end = reading.tokens[read.end - 1]?.end ?? start;
    found.push(...read.make({ start, end, text: reading.text.slice(start, end) }));
    at = read.end - 1;
    while (isMarkAt(reading, at + 1, ',')) at += 1;
  }
  return found;
}
