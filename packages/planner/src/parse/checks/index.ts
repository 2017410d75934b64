import type { CheckIntent } from '../../ir/index.ts';
import { has, isMark, textOf } from '../../text/token.ts';
import { readRuleAt, readRules } from '../pattern/rules.ts';
import {
  claim,
  endsClause,
  evidenceOf,
  free,
  is,
  isMarkAt,
  releaseEnds,
  type Reading,
} from '../reading.ts';
import { plainChecks, statedChecks, strongChecks, valueChecks } from './check-rules.ts';
import { announcedAt } from './announced-at.ts';
import { arrowRules, failingRules } from './failing-rules.ts';
import { failureRules, type FailureReading } from './failure-rules.ts';
import { readFaultyRows } from './read-faults.ts';
import type { QuarantinePlace } from './quarantine-place.ts';
import { readFurther } from './read-further.ts';
import { tableChecks } from './table-checks.ts';

/** What the words promise of the rows, and what happens when it does not hold. */
export interface ChecksReading {
  readonly checks: readonly CheckIntent[];
  readonly onFail: 'quarantine' | 'abort' | null;
  readonly quarantine: QuarantinePlace | null;
}

/** Reads and claims checks, and what becomes of rows or of the run when one fails. */
export function readChecks(reading: Reading): ChecksReading {
  const stops = readStops(reading);
  const faulty = readFaultyRows(reading);
  const { failures, quarantine: named } = readFailures(reading);
  const quarantine = faulty.quarantine ?? named;
  // "… put it in orders_orphans; the others go to Postgres orders": those are loaded.
  if (faulty.quarantine !== null && named !== null && isRest(named)) release(reading, named);
  const announced = announcedAt(reading);
  const checks = [
    ...stops.checks,
    ...faulty.checks,
    ...outsideConditions(reading, () => readFurther(reading, valueChecks)),
    ...readFurther(reading, strongChecks),
    ...readRules(reading, tableChecks),
    ...outsideConditions(reading, () => [
      ...readFurther(reading, plainChecks),
      ...(announced === null ? [] : readFurther(reading, statedChecks, announced)),
    ]),
  ].sort((a, b) => a.evidence.start - b.evidence.start);
  if (named !== null && checks.length === 0 && isRest(named)) {
    release(reading, named);
    return { checks, onFail: stops.isAbort ? 'abort' : null, quarantine: null };
  }
  const abort = stops.isAbort || failures.some((one) => one.onFail === 'abort');
  const aside = quarantine !== null || failures.some((one) => one.onFail === 'quarantine');
  return { checks, onFail: aside ? 'quarantine' : abort ? 'abort' : null, quarantine };
}

/** "get rid of duplicates and save the rest in …": without a promise the rest is what is loaded. */
function isRest({ evidence }: QuarantinePlace): boolean {
  return /\b(?:the rest|everything else|anything else|the others|all others|others)\b|остальн/iu.test(
    evidence.text,
  );
}

function release(reading: Reading, { evidence }: QuarantinePlace): void {
  reading.tokens.forEach((token, at) => {
    if (token.start >= evidence.start && token.end <= evidence.end) reading.claimed[at] = 0;
  });
}

const alarms =
  /^(?:abort|aborts|stop|stops|cancel|halt|fail|interrupt|terminate|break|прерви|прерывай|останови|остановись|отмени)$/u;
const warnings =
  /^(?:alert|alerts|warn|notify|tell|ping|message|email|mail|inform|alarm|complain|report|предупреди|сообщи|уведоми|напиши)$/u;

/** "abort if more than 1% of email is null", "alert … if fewer than 100 rows came": faults, turned into promises. */
function readStops(reading: Reading): {
  readonly checks: readonly CheckIntent[];
  readonly isAbort: boolean;
} {
  const checks: CheckIntent[] = readRules(reading, arrowRules).flat();
  let isAbort = checks.length > 0;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const led = readLedFaults(reading, at);
    if (led !== null) {
      checks.push(...led.checks);
      isAbort ||= led.isAbort;
      continue;
    }
    const word = free(reading, at)?.lower ?? '';
    const stops = alarms.test(word);
    if (!stops && !warnings.test(word)) continue;
    const found = readFaults(reading, at + 1);
    if (found.length === 0) continue;
    checks.push(...found);
    isAbort ||= stops;
    if (stops) claim(reading, at, at + 1);
  }
  return { checks, isAbort };
}

/** "If the freshness of x exceeds 30 minutes or fewer than 10 rows arrived, write to …": the faults stand first. */
function readLedFaults(
  reading: Reading,
  at: number,
): { readonly checks: readonly CheckIntent[]; readonly isAbort: boolean } | null {
  if (!/^(?:if|when|whenever|should|если|когда)$/u.test(free(reading, at)?.lower ?? ''))
    return null;
  for (let comma = at + 2; comma < at + faultReach && !endsClause(reading, comma); comma += 1) {
    // "if more than 2% of phone is null stop": the order stands right behind the fault.
    if (alarms.test(free(reading, comma)?.lower ?? '')) {
      const told = readFaults(reading, at);
      if (told.length > 0) return { checks: told, isAbort: true };
    }
    if (!isMarkAt(reading, comma, ',')) continue;
    for (let next = comma + 1; next < comma + 5; next += 1) {
      const [word = ''] = (free(reading, next)?.lower ?? '').split(' ');
      const isAbort = alarms.test(word);
      const tells =
        warnings.test(word) ||
        /^(?:write|post|send|mail|slack|ring|call|напиши|отправь|пришли)$/u.test(word);
      if (!isAbort && !tells) continue;
      const found = readFaults(reading, at);
      return found.length === 0 ? null : { checks: found, isAbort };
    }
  }
  return null;
}

/** Tokens behind the verb that are looked at: the cost of hostile text stays linear. */
const faultReach = 40;

/** The faults between a verb that stops or warns and the end of its sentence. */
function readFaults(reading: Reading, from: number): readonly CheckIntent[] {
  const found: CheckIntent[] = [];
  for (let at = from; at < from + faultReach && !endsClause(reading, at); at += 1) {
    const isWhen = /^(?:if|when|whenever|once|as|unless|если|когда)$/u.test(
      free(reading, at)?.lower ?? '',
    );
    const isMore = found.length > 0 && (is(reading, at, 'or') || is(reading, at, 'and'));
    // Words may stand between "if" and the fault: the table that is watched.
    const last = isWhen || isMore ? at + 5 : at;
    for (let place = at; place < last; place += 1) {
      const read = readRuleAt(reading, failingRules, place);
      if (read === null) continue;
      found.push(...read.make(claim(reading, place, read.end)));
      releaseEnds(reading, place, read.end);
      at = read.end - 1;
      break;
    }
  }
  return found;
}

/** Reads with the clauses behind "where" and "whose" shut: what they say are conditions on rows. */
function outsideConditions<Result>(reading: Reading, read: () => Result): Result {
  const shut: number[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const opens = is(reading, at, 'where') || (is(reading, at, 'with') && !is(reading, at, 'from'));
    if (!opens || free(reading, at)?.lower === 'if') continue;
    for (let next = at; next < at + 14 && free(reading, next) !== undefined; next += 1) {
      if (endsClause(reading, next) || isMarkAt(reading, next, ',')) break;
      shut.push(next);
    }
  }
  shut.push(...bracketed(reading));
  for (const at of shut) claim(reading, at, at + 1);
  const result = read();
  for (const at of shut) reading.claimed[at] = 0;
  return result;
}

/** "everyone who left (left_on not null)": brackets behind a mere word tell which rows are meant. */
function bracketed(reading: Reading): number[] {
  return reading.tokens.flatMap((token, at): number[] => {
    const before = reading.tokens[at - 1];
    const isTold =
      before?.kind === 'word' && !has(before, 'system') && /^[a-z]+$/u.test(before.lower);
    const relative = [2, 3, 4].some((back) =>
      /^(?:who|that|which|everyone|those|anyone|all)$/u.test(
        reading.tokens[at - back]?.lower ?? '',
      ),
    );
    if (!isMark(token, '(') || !isTold || !relative || reading.claimed[at] === 1) return [];
    const end = [at + 3, at + 4, at + 5].find((place) => isMarkAt(reading, place, ')'));
    if (end === undefined) return [];
    const inside = Array.from({ length: end - at + 1 }, (_, step) => at + step);
    return inside.every((place) => free(reading, place) !== undefined) ? inside : [];
  });
}

function readFailures(reading: Reading): {
  readonly failures: readonly FailureReading[];
  readonly quarantine: QuarantinePlace | null;
} {
  const failures: FailureReading[] = [];
  let quarantine: QuarantinePlace | null = null;
  for (let at = 0; at < reading.tokens.length; at += 1) {
    // "Postgres errors to MySQL": a table of that name.
    const read = is(reading, at - 1, 'system') ? null : readRuleAt(reading, failureRules, at);
    if (read === null) continue;
    // "succeeds or fails": an outcome that is told, no order to stop.
    const words = evidenceOf(reading, at, read.end).text;
    const isOutcome = /^or fails?$/iu.test(words);
    if (isOutcome && is(reading, at - 1, 'outcome')) continue;
    // "with status test or cancelled": what a row can be.
    if (/^or (?:cancelled|stopped|aborted|interrupted|terminated|failed)$/iu.test(words)) continue;
    // "errors to Slack #data": somebody is told.
    if (tells(reading, at, read.end)) continue;
    const system = systemIn(reading, at, read.end);
    const evidence = claim(reading, at, read.end);
    const failure = read.make(evidence);
    failures.push(failure);
    if (failure.object !== null) quarantine ??= { system, object: failure.object, evidence };
    at = read.end - 1;
  }
  return { failures, quarantine };
}

function tells(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at <= to; at += 1) {
    const token = reading.tokens[at];
    if (has(token, 'channel') || token?.kind === 'handle' || token?.kind === 'email') return true;
  }
  return false;
}

function systemIn(reading: Reading, from: number, to: number): string | null {
  for (let at = from; at < to; at += 1) {
    const system = textOf(free(reading, at), 'system');
    if (system !== undefined) return system;
  }
  return null;
}
