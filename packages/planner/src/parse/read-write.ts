import type { Conflict, Evidence, LoadIntent, WriteIntent } from '../ir/index.ts';
import { has, textOf } from '../text/token.ts';
import { isWrittenColumn } from './clauses.ts';
import { maxColumns, readColumn, readList } from './list.ts';
import { compileRules, readRuleAt } from './pattern/rules.ts';
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
import { writeModeRules } from './write-rules.ts';

type Mode = NonNullable<WriteIntent['mode']>;

interface WriteReading {
  readonly write: WriteIntent | null;
  readonly load: LoadIntent | null;
  readonly conflicts: readonly Conflict[];
}

/** Reads how rows reach the target and by which keys; how new rows are found, unless that is known. */
export function readWrite(
  reading: Reading,
  { known, isJoin }: { readonly known: LoadIntent | null; readonly isJoin: boolean },
): WriteReading {
  const load = known ?? readLoad(reading);
  const modes: { readonly mode: Mode; readonly evidence: Evidence }[] = [];
  const keys: string[] = [];
  const evidence: Evidence[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const named = readNamedKeys(reading, at) ?? readKeyedBy(reading, { at, isJoin });
    if (named !== null) {
      keys.push(...named.items);
      evidence.push(claim(reading, at, named.end));
      continue;
    }
    const updated = readRuleAt(reading, updateRules, at);
    if (updated !== null) {
      const found = claim(reading, at, updated.end);
      keys.push(...updated.make(found));
      modes.push({ mode: 'merge', evidence: found });
      evidence.push(found);
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

/** "keep all old rows", "never delete or change existing rows", "старые строки не трогай": nothing there is lost. */
function readKeptRows(reading: Reading, at: number): number | null {
  return readRuleAt(reading, keptRows, at)?.end ?? null;
}

const old =
  '(old|existing|previous|earlier|present|already loaded|already there|historic|historical)';
const rowWords = '(rows|row|records|data|entries|content|contents|lines|ones)';
const change =
  '(delete|deleting|change|changing|touch|touching|update|updating|modify|modifying|remove|removing|overwrite|overwriting|replace|replacing|alter|altering|lose|losing|wipe|wiping|truncate|truncating)';
const keptRows = compileRules<true>([
  {
    patterns: [
      `(add|adding|put|write|insert|attach|place) (the|them|it|all)? (new)? ${rowWords}? (only|always)? (to|at|onto) (the)? (end|bottom|tail) (of it|of the table)?`,
      `(never|do not|don't|must not|should not|without|not|cannot|can not) (ever)? ${change} (or|and|nor)? ${change}? (any|the|anything|any of the|its|what is)? (${old} ${rowWords}?|there|in the table|in it|already)`,
      `(keep|keeping|preserve|preserving|retain|retaining|leave) (all|the|every|any|all the|all of the)? ${old} ${rowWords} (untouched|unchanged|intact|as is|as they are|alone|in place|there)?`,
      `(keep|keeping|preserve|leave) (what|everything|all) (that)? (is|was) (already)? (there|in it|in the table|loaded)`,
      `${old} ${rowWords} (there|in it|in there|in the table|in the target)? (must|should|have to|are to|may not|must not|shall|may|can|will)? (stay|remain|be kept|are kept|be preserved|stays|kept|survive|stay untouched|remain untouched|be left alone|be left untouched|be touched|not be touched|be changed|not be changed|be lost)`,
      `(старые|существующие|прежние|имеющиеся) (строки|записи|данные) (не)? (трогай|удаляй|меняй|изменяй|оставляй|оставь|сохраняй|сохрани|должны остаться|перезаписывай)`,
      `(не) (трогай|удаляй|меняй|изменяй|перезаписывай) (старые|существующие|прежние|имеющиеся) (строки|записи|данные)`,
    ],
    mean: () => () => true,
  },
]);

const become =
  '(is|are|get|gets|be|should be|must be|should get|will be|shall be|have to be)? (updated|refreshed|replaced|overwritten)';
const insertRest =
  '(,|and|;|while)? (and)? (the)? (others|other|rest|new ones|new|new rows|unknown ones|remaining)? (rows|ones|records)? (are|is|get|gets|be)? (inserted|added|appended)?';
/** "existing order_id are updated, the others inserted": a merge in other words. */
const updateRules = compileRules<readonly string[]>([
  {
    patterns: [
      `(existing|known|already present) <keys:cols> ${become} ${insertRest}`,
      `(rows|records|ones|lines|entries)? (with|sharing|having) (the|an|a)? (same|existing|known|equal) <keys:cols> ${become} ${insertRest}`,
      `(update|updating) (the)? (existing|known|matching)? (rows|records|ones)? (by|on|with the same|with equal) <keys:cols> (,|and)? (and)? (insert|inserting|add|adding) (the)? (new|others|rest|new ones|new rows)? (ones|rows|records)?`,
      `(insert|inserting|add|adding|append) (the)? (new|missing|unknown|others)? (ones|rows|records|entries)? (,|and|, and|but)? (and|but)? (update|updating|refresh|refreshing|overwrite|change) (the)? (existing|known|others|rest|old|present|changed)? (ones|rows|records|entries)? (by|on|via|using|over|based on) (the)? <keys:cols>`,
      `(match|matching|matched|matches) (the)? (existing|target|known|present|already loaded|old) (rows|records|ones|entries)? (by|on|via|using|through) (the)? <keys:cols>`,
      `(existing|known|old) (rows|records|ones|entries) (are|get|should be|will be|must be)? (matched|found|recognised|recognized|identified) (by|on|via|using|through) (the)? <keys:cols>`,
      `(строки|записи) с (тем же|таким же|существующим) <keys:cols> (обновляй|обновляются|обнови|перезаписывай)`,
    ],
    mean: (captures) => {
      const keys = captures.texts('keys');
      const written =
        keys.length > 0 && keys.every((key) => /_|^(?:id|code|sku|uuid)$/iu.test(key));
      return written ? () => keys : null;
    },
  },
]);

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

/** "primary key wallet_id", "key: id", "keyed by id" */
function readNamedKeys(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  // "the Redis key board" is a place, not a key of rows.
  const isPlace = [1, 2, 3].some((back) => has(reading.tokens[at - back], 'system', 'redis'));
  if (!is(reading, at, 'key_noun') || is(reading, at - 1, 'system') || isPlace) return null;
  // "key figures": what matters, not what identifies.
  if (
    /^(?:figures?|numbers?|metrics?|indicators?|values|kpis?|facts|results|stats|statistics|data)$/u.test(
      free(reading, at + 1)?.lower ?? '',
    )
  )
    return null;
  const lead = skip(reading, at + 1, 'is', 'by', 'on', 'determiner', 'column_noun');
  const bracketed = isMarkAt(reading, lead, '(') ? readBracketed(reading, lead) : null;
  if (bracketed !== null) return bracketed;
  const list = readList(
    reading,
    isMarkAt(reading, lead, ':', '=', '-') ? lead + 1 : lead,
    (index) => readColumn(reading, index),
    maxColumns,
  );
  return list?.items.some((item) => noKey.test(item)) === true ? null : list;
}

/** "the key later", "key unknown" */
const noKey =
  /^(?:scd-?2?|cdc|type-?2|appropriate|suitable|right|proper|good|fitting|correct|best|some|any|whatever|natural|obvious|usual|sensible|later|unknown|tbd|missing|open|undecided|something|anything|whichever|follows|needed|unclear|pending|sure|yet|known|fits|matching|позже|потом|неизвестен|подходящ\p{L}*|нужн\p{L}*|правильн\p{L}*|удобн\p{L}*)$/iu;

/** "keyed by order_id", "order_id is the key": keys without a verb that writes. */
function readKeyedBy(
  reading: Reading,
  { at, isJoin }: { readonly at: number; readonly isJoin: boolean },
): { readonly items: readonly string[]; readonly end: number } | null {
  const word = free(reading, at)?.lower ?? '';
  const column = (index: number): ReturnType<typeof readColumn> => {
    const found = readColumn(reading, skip(reading, index, 'determiner'));
    return found !== null && noKey.test(found.item) ? null : found;
  };
  if (
    /^(?:keyed by|keyed on)$/u.test(word) ||
    (/^(?:identified|recognised|recognized)$/u.test(word) && is(reading, at + 1, 'by')) ||
    (!isJoin && /^(?:matching on|matching by|matched on|matched by)$/u.test(word))
  ) {
    return readList(
      reading,
      skip(reading, at + 1, 'by', 'determiner', 'column_noun'),
      column,
      maxColumns,
    );
  }
  // "merge it into MySQL stats, stats_id is the key": the table is no part of the key.
  if (is(reading, at - 1, 'system')) return null;
  const list = readList(reading, at, column, 5);
  if (list === null || !list.items.every((item) => /_|^(?:id|uuid|code|sku)$/iu.test(item)))
    return null;
  if (
    /^(?:identif(?:y|ies)|определя(?:ет|ют)|идентифициру(?:ет|ют))$/u.test(
      free(reading, list.end)?.lower ?? '',
    )
  )
    return {
      items: list.items,
      end: skip(reading, list.end + 1, 'determiner', 'every', 'generic'),
    };
  const verb = skip(reading, list.end, 'is', 'as');
  const key = skip(reading, verb, 'determiner');
  if (verb === list.end || !is(reading, key, 'key_noun')) return null;
  const end = key + 1;
  return { items: list.items, end };
}

/** "upsert by id", "merge on order_id and line_no", "обновляй по паре a и b" */
function readKeysAfter(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  const implied = reading.tokens[at - 1]?.lower.endsWith('по') === true;
  const by = skip(reading, at, 'generic', 'filler');
  const bracketed = isMarkAt(reading, by, '(') ? readBracketed(reading, by) : null;
  if (bracketed !== null) return bracketed;
  const lead = skip(reading, by, 'by', 'on', 'with');
  // "upsert person_id"
  if (lead === by && !implied && !isWrittenColumn(free(reading, by))) return null;
  const start = skip(reading, lead, 'determiner', 'key_noun', 'column_noun', 'by');
  const pair = ['pair', 'паре', 'combination'].includes(free(reading, start)?.lower ?? '')
    ? skip(reading, start + 1, 'of')
    : start;
  return readList(reading, pair, (index) => readColumn(reading, index), maxColumns);
}

/** "upsert (lead_id)", "primary key (day, channel)" */
function readBracketed(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  const list = readList(reading, at + 1, (index) => readColumn(reading, index), 20);
  if (list === null || !isMarkAt(reading, list.end, ')')) return null;
  return { items: list.items, end: list.end + 1 };
}

/** "upsert into Postgres merchant_daily on merchant_id": the keys stand behind the target. */
function readLateKeys(reading: Reading, merge: Evidence): readonly string[] {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if ((reading.tokens[at]?.start ?? 0) < merge.start) continue;
    if (!is(reading, at, 'by') || is(reading, at, 'to')) continue;
    const start = skip(reading, at + 1, 'determiner', 'key_noun', 'column_noun', 'generic');
    const first = free(reading, start);
    const columnLike =
      first?.kind === 'name'
        ? !first.text.includes('.')
        : ['id', 'email', 'code', 'key'].includes(first?.lower ?? '') ||
          has(free(reading, at + 1), 'determiner');
    if (!columnLike || has(first, 'system')) continue;
    const list = readList(reading, start, (index) => readColumn(reading, index), maxColumns);
    if (list === null || list.items.some((item) => noKey.test(item))) continue;
    claim(reading, at, list.end);
    return list.items;
  }
  return [];
}

/** "incremental by changed_at", "new rows by move_id": the column may stand apart. */
function readLoad(reading: Reading): LoadIntent | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (isNewThing(reading, at)) {
      const evidence = claim(reading, at, at + 1);
      return { mode: 'watermark', column: readLateCursor(reading, at + 1), evidence };
    }
    if (!is(reading, at, 'incremental') || isAppended(reading, at + 1)) continue;
    const start = is(reading, at - 1, 'only') ? at - 1 : at;
    const by = skip(reading, at + 1, 'generic', 'filler');
    const lead = skip(reading, by, 'by', 'on');
    const column =
      lead > by ? readColumn(reading, skip(reading, lead, 'determiner', 'column_noun')) : null;
    const evidence = claim(reading, start, column?.end ?? at + 1);
    const name = column?.item ?? readLateCursor(reading, at + 1);
    return { mode: 'watermark', column: name, evidence };
  }
  return null;
}

/** "add new rows to the end": said of how they are written. */
function isAppended(reading: Reading, at: number): boolean {
  return [0, 1, 2].some(
    (ahead) =>
      /^(?:to|at|on)$/u.test(free(reading, at + ahead)?.lower ?? '') &&
      /^(?:end|the end|bottom)$/u.test(
        free(reading, skip(reading, at + ahead + 1, 'determiner'))?.lower ?? '',
      ),
  );
}

/** "new orders" are those since the last run; "a new table" is not. */
function isNewThing(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  if (!['new', 'новые', 'новых'].includes(word)) return false;
  const next = free(reading, at + 1);
  const thing = next?.kind === 'name' || (next?.kind === 'word' && next.senses.length === 0);
  const led = ['to', 'as', 'in'] as const;
  const article = ['a', 'an'].includes(free(reading, at - 1)?.lower ?? '');
  return thing && !article && !led.some((tag) => is(reading, at - 1, tag));
}

/** "incrementally load orders by updated_at": the column stands behind the table. */
function readLateCursor(reading: Reading, from: number): string | null {
  for (let at = from; at < reading.tokens.length; at += 1) {
    if (!is(reading, at, 'by') || isMerge(reading, at - 1)) continue;
    const place = skip(reading, at + 1, 'determiner', 'column_noun');
    const name = free(reading, place);
    const written = name?.kind === 'name' && !name.text.includes('.') && !has(name, 'system');
    if (name === undefined || (!written && name.lower !== 'id')) continue;
    claim(reading, at, place + 1);
    return name.text;
  }
  return null;
}

/** "merge on id" names a key, not a cursor. */
function isMerge(reading: Reading, at: number): boolean {
  return (
    is(reading, at, 'write', 'merge') ||
    is(reading, at, 'write', 'scd2') ||
    is(reading, at, 'dedupe')
  );
}
