import type { Conflict, Evidence, LoadIntent, WriteIntent } from '../ir/index.ts';
import { has, textOf } from '../text/token.ts';
import { readRuleAt } from './pattern/rules.ts';
import {
  claim,
  endsClause,
  evidenceOf,
  free,
  is,
  isMarkAt,
  releaseEnds,
  skip,
  type Reading,
} from './reading.ts';
import { readSpokenLoad } from './run/read-spoken-load.ts';
import { knownRowRules } from './known-rows.ts';
import { readUpdate } from './read-update.ts';
import {
  noKey,
  readApplied,
  readKeyedBy,
  readKeysAfter,
  readLateKeys,
  readNamedKeys,
  readReplacedKeys,
} from './write-keys.ts';
import { keptRows, supersedingRules, updateRules, writeModeRules } from './write-rules.ts';

type Mode = NonNullable<WriteIntent['mode']>;

interface WriteReading {
  readonly write: WriteIntent | null;
  readonly load: LoadIntent | null;
  readonly conflicts: readonly Conflict[];
}

/** Reads how rows reach the target and by which keys; how new rows are found, unless that is known. */
export function readWrite(
  reading: Reading,
  {
    known,
    isJoin,
    superseding,
  }: {
    readonly known: LoadIntent | null;
    readonly isJoin: boolean;
    readonly superseding: readonly Evidence[];
  },
): WriteReading {
  const load = known ?? readSpokenLoad(reading);
  const modes: { readonly mode: Mode; readonly evidence: Evidence }[] = superseding.map((one) => ({
    mode: 'replace',
    evidence: one,
  }));
  const keys: string[] = [];
  const evidence: Evidence[] = [...superseding];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const named =
      readNamedKeys(reading, at) ??
      readKeyedBy(reading, { at, isJoin }) ??
      readApplied(reading, at, known);
    if (named !== null) {
      keys.push(...named.items);
      evidence.push(claim(reading, at, named.end));
      continue;
    }
    const updated = readRuleAt(reading, updateRules, at) ?? readRuleAt(reading, knownRowRules, at);
    if (updated !== null) {
      const found = claim(reading, at, updated.end);
      keys.push(...updated.make(found));
      modes.push({ mode: 'merge', evidence: found });
      evidence.push(found);
      continue;
    }
    const frame = readUpdate(reading, at);
    if (frame !== null) {
      keys.push(...frame.keys);
      modes.push({ mode: 'merge', evidence: frame.evidence });
      evidence.push(frame.evidence);
      continue;
    }
    const told = readRuleAt(reading, writeModeRules, at);
    if (told !== null) {
      const found = claim(reading, at, told.end);
      // "on top of what Snowflake HR.ABSENCES has"
      releaseEnds(reading, at, told.end);
      modes.push({ mode: told.make(found), evidence: found });
      evidence.push(found);
      continue;
    }
    const kept = readKeptRows(reading, at);
    if (kept !== null) {
      const found = claim(reading, at, kept);
      modes.push({ mode: 'append', evidence: found });
      evidence.push(found);
      continue;
    }
    const mode = empties(reading, at)
      ? 'replace'
      : adds(reading, at)
        ? 'append'
        : pours(reading, at)
          ? 'merge'
          : textOf(free(reading, at), 'write');
    if (!isMode(mode)) continue;
    const replaced = mode === 'replace' ? readReplacedKeys(reading, at + 1) : null;
    if (replaced !== null) {
      keys.push(...replaced.items);
      const found = claim(reading, at, replaced.end);
      modes.push({ mode: 'merge', evidence: found });
      evidence.push(found);
      continue;
    }
    const after = mode === 'merge' || mode === 'scd2' ? readKeysAfter(reading, at + 1) : null;
    const list = after?.items.some((item) => noKey.test(item)) === true ? null : after;
    keys.push(...(list?.items ?? []));
    const found = claimMode(reading, modeStart(reading, at), list?.end ?? modeEnd(reading, at + 1));
    modes.push({ mode, evidence: found });
    evidence.push(found);
  }
  const mode = modes.find((one) => one.mode === 'scd2') ?? modes[0];
  const other = modes.find((one) => mode !== undefined && excludes(mode.mode, one.mode));
  const late =
    (mode?.mode === 'merge' || mode?.mode === 'scd2') && keys.length === 0
      ? readLateKeys(reading, mode.evidence)
      : [];
  const conflicts =
    mode === undefined || other === undefined ? [] : [conflictOf(mode.evidence, other.evidence)];
  if (mode === undefined && keys.length === 0) return { write: null, load, conflicts };
  return {
    write: {
      mode: conflicts.length > 0 ? null : (mode?.mode ?? null),
      keys: [...new Set([...keys, ...late])],
      evidence,
    },
    load,
    conflicts,
  };
}

/** Reads and claims "the new file replaces the old one", before anybody looks for new files. */
export function readSuperseding(reading: Reading): Evidence[] {
  return reading.tokens.flatMap((_token, at): Evidence[] => {
    const read = readRuleAt(reading, supersedingRules, at);
    return read === null ? [] : [claim(reading, at, read.end)];
  });
}

/** "keep all old rows", "never delete or change existing rows", "старые строки не трогай": nothing there is lost. */
function readKeptRows(reading: Reading, at: number): number | null {
  return readRuleAt(reading, keptRows, at)?.end ?? null;
}

/** "empty fin.ledger", "clear the target": emptied before rows are written. */
function empties(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  if (
    !/^(?:empty|empties|emptying|clear|clearing|purge|purging|flush|flushing|опустоши|опустошай)$/u.test(
      word,
    )
  )
    return false;
  const next = skip(reading, at + 1, 'determiner');
  const object = free(reading, next);
  return (
    object?.kind === 'name' ||
    is(reading, next, 'container', 'table') ||
    /^(?:target|destination|it|приемник)$/u.test(object?.lower ?? '')
  );
}

/** "add Mongo logs to ClickHouse app.logs": rows are added to a table; "add a column" is no way of writing. */
function adds(reading: Reading, at: number): boolean {
  if (!/^(?:add|adds|adding)$/u.test(free(reading, at)?.lower ?? '')) return false;
  const next = skip(reading, at + 1, 'determiner', 'all');
  if (addsRows(reading, at + 1)) return true;
  const word = free(reading, next)?.lower ?? '';
  const isThing =
    is(reading, next, 'system') ||
    is(reading, next, 'generic') ||
    free(reading, next)?.kind === 'path' ||
    /^(?:result|results|answer|answers|outcome|output|it|them|these|those|entries|items|events|messages|files)$/u.test(
      word,
    );
  if (!isThing) return false;
  for (let ahead = next + 1; ahead < next + 8 && !endsClause(reading, ahead); ahead += 1)
    if (/^(?:to|into)$/u.test(free(reading, ahead)?.lower ?? '')) return true;
  return false;
}

/** "add yesterday's passengers (sailed_at) from MySQL x to ClickHouse y": rows told by when they came. */
function addsRows(reading: Reading, at: number): boolean {
  const period = skip(reading, at, 'determiner');
  const isPeriod =
    is(reading, period, 'period') ||
    is(reading, period, 'last') ||
    is(reading, period, 'this') ||
    is(reading, period, 'state');
  if (!isPeriod) return false;
  for (let next = period + 1; next < period + 14 && !endsClause(reading, next); next += 1) {
    const isTo = /^(?:to|into)$/u.test(free(reading, next)?.lower ?? '');
    if (isTo && is(reading, skip(reading, next + 1, 'determiner'), 'system')) return true;
  }
  return false;
}

/** "слей contacts в crm.contacts по полю": poured by a column is a merge. */
function pours(reading: Reading, at: number): boolean {
  if (!/^(?:слей|слить|сливай|влей|вливай)$/u.test(free(reading, at)?.lower ?? '')) return false;
  for (let next = at + 1; next < at + 12 && !endsClause(reading, next); next += 1) {
    const column = free(reading, next + 1);
    const isOpen = noKey.test(column?.lower ?? '') || is(reading, next + 1, 'column_noun');
    const isNamed = column?.kind === 'name' && !column.text.includes('.');
    if (free(reading, next)?.lower === 'по' && (isOpen || isNamed)) return true;
  }
  return false;
}

function isMode(text: string | undefined): text is Mode {
  return text === 'append' || text === 'replace' || text === 'merge' || text === 'scd2';
}

function excludes(a: Mode, b: Mode): boolean {
  return a !== b && !(a === 'scd2' && b === 'merge');
}

function conflictOf(a: Evidence, b: Evidence): Conflict {
  return {
    field: 'write_mode',
    problem: `"${a.text}" and "${b.text}" contradict each other`,
    claims: [a, b],
  };
}

/** A verb that also moves ("rebuild the mart", "replace ClickHouse dw.x") stays for the endpoints. */
function claimMode(reading: Reading, start: number, end: number): Evidence {
  let at = start;
  while (at < end - 1 && !has(free(reading, at), 'write')) at += 1;
  const token = free(reading, at);
  const verb = has(token, 'move') || has(token, 'refresh');
  const next = skip(reading, at + 1, 'determiner');
  const object = free(reading, next);
  const leads =
    end === at + 1 && (has(object, 'system') || object?.kind === 'name' || object?.kind === 'path');
  return verb || leads ? evidenceOf(reading, start, end) : claim(reading, start, end);
}

const tailWords: ReadonlySet<string> = new Set([
  'old',
  'existing',
  'everything',
  'what',
  'is',
  'was',
  'there',
  'previous',
  'the',
  'table',
  'target',
  'it',
  'data',
  'rows',
  'all',
  'first',
  'before',
  'load',
  'loading',
  'each',
  'every',
  'run',
  'time',
  'content',
  'contents',
  'mode',
  'old',
  'them',
  'on',
  'to',
  'end',
  'только',
  'таблицу',
  'перед',
  'загрузкой',
  'старое',
  'все',
  'полностью',
  'данные',
  'старые',
]);

/** Takes "old data" before the verb along: "старое затирай". */
function modeStart(reading: Reading, at: number): number {
  let start = at;
  while (
    start > at - 3 &&
    /^(?:old|existing|previous|старое|старые|прежнее|прежние|все|предыдущее|содержимое)$/u.test(
      free(reading, start - 1)?.lower ?? '',
    )
  )
    start -= 1;
  return start;
}

/** Takes "everything", "what was there", "the table first" along, when nothing else follows. */
function modeEnd(reading: Reading, at: number): number {
  let end = at;
  while (end < at + 6 && tailWords.has(free(reading, end)?.lower ?? '')) end += 1;
  const closed =
    endsClause(reading, end) ||
    isMarkAt(reading, end, ',', ')') ||
    reading.claimed[end] === 1 ||
    is(reading, end, 'and');
  return closed ? end : at;
}
