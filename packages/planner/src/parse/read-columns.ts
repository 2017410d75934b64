import type { OperationIntent } from '../ir/index.ts';
import {
  maxColumns,
  readColumn,
  readJoint,
  readList,
  readListedWord,
  type ItemList,
} from './list.ts';
import { explanationStart } from './filter/explanation.ts';
import { excluding } from './filter/negated-from.ts';
import { trailingExclusionEnd } from './filter/read-trailing-exclusion.ts';
import { things } from './operations/column-rules.ts';
import { isOfStates } from './operations/of-states.ts';
import { claim, endsClause, free, is, isMarkAt, skip, type Reading } from './reading.ts';

interface OperationRead {
  readonly make: (evidence: OperationIntent['evidence']) => OperationIntent;
  readonly end: number;
  /** Where the words begin, when that is before the token they were found at. */
  readonly from?: number;
}

/** Reads which columns stay and which go, where only the place of the list says so. */
export function readColumnOperations(reading: Reading): OperationIntent[] {
  const operations: OperationIntent[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const found =
      readSelect(reading, at) ??
      readKept(reading, at) ??
      readBehindEnd(reading, at) ??
      readDrop(reading, at) ??
      readDenied(reading, at);
    if (found === null) continue;
    operations.push(found.make(claim(reading, found.from ?? at, found.end)));
    at = found.end - 1;
  }
  return operations;
}

function columnsAt(reading: Reading, at: number): ItemList<string> | null {
  return readList(
    reading,
    at,
    (index) =>
      readColumn(reading, skip(reading, index, 'determiner')) ?? readListedWord(reading, index, at),
    maxColumns,
  );
}

/** "only id, email and created_at", "columns: id, name", "just the fields a and b" */
function readSelect(reading: Reading, at: number): OperationRead | null {
  const only = is(reading, at, 'only');
  const lead = only ? skip(reading, at + 1, 'determiner', 'with') : at;
  const announced = is(reading, lead, 'column_noun') && (only || isPlural(reading, lead));
  if (!only && !announced) return null;
  if (!only && (is(reading, at - 1, 'drop') || is(reading, at - 1, 'generic'))) return null;
  const start = announced ? skip(reading, lead + 1, 'filler', 'is') : lead;
  const list = columnsAt(reading, isMarkAt(reading, start, ':') ? start + 1 : start);
  // "store attributes: source MySQL stores": what stands before a system leads to it.
  if (list === null || is(reading, list.end, 'system')) return null;
  const end = is(reading, list.end, 'column_noun') ? list.end + 1 : list.end;
  if (announced || end > list.end) return select(list, end);
  // "only completed orders" is no list of columns: two columns at least, and nothing named behind.
  const closed =
    endsClause(reading, skip(reading, end, 'filler')) ||
    is(reading, end, 'from') ||
    is(reading, end, 'to') ||
    isMarkAt(reading, end, ')', ',') ||
    reading.claimed[end] === 1 ||
    is(reading, end, 'of');
  return list.items.length >= 2 && closed ? select(list, end) : null;
}

/** "to Postgres debt_cases: account_no, debt, blocked_on": columns behind the colon of an end. */
function readBehindEnd(reading: Reading, at: number): OperationRead | null {
  if (!isMarkAt(reading, at, ':') || !is(reading, at - 2, 'system')) return null;
  const list = columnsAt(reading, at + 1);
  if (list === null || list.items.length < 2) return null;
  const written = list.items.some((item) => item.includes('_') && !item.includes('.'));
  const closed =
    endsClause(reading, list.end) ||
    isMarkAt(reading, list.end, ',') ||
    reading.claimed[list.end] === 1;
  return written && closed ? select(list, list.end) : null;
}

const keeping =
  /^(?:write|save|store|keep|keeping|retain|retaining|leave|output|выводи|оставь|оставляй)$/u;

const taking = /^(?:take|bring|load|get|fetch|export|pull|send|бери|возьми|забирай)$/u;

const putting = /^(?:put|place|drop|land|клади|положи|помести|помещай|пиши|запиши|записывай)$/u;

/** "of Postgres ops.baggage … and put bag_tag and weight_kg into …": what is put are columns where the table is named. */
function isBehindTable(reading: Reading, at: number): boolean {
  return reading.tokens.some(
    (_one, back) =>
      back < at - 1 && is(reading, back, 'system') && free(reading, back + 1)?.kind === 'name',
  );
}

/** "keep charge_id, customer and amount": several columns, one of them written as a name. */
function readKept(reading: Reading, at: number): OperationRead | null {
  const word = free(reading, at)?.lower ?? '';
  // "from Oracle x take order_no, due_on and total": behind a source what is taken are its columns.
  const takes =
    taking.test(word) &&
    reading.tokens.some((_one, back) => back < at && is(reading, back, 'system'));
  const puts = putting.test(word);
  if (!keeping.test(word) && !takes && !puts) return null;
  const list = columnsAt(reading, isMarkAt(reading, at + 1, ':') ? at + 2 : at + 1);
  if (list === null || list.items.length < 2) return null;
  const more = nothingMore(reading, list.end);
  if (more !== null) return select(list, more);
  // "drop a_no and b" leaves them out; "drop a_no and b into …" puts them there.
  const isLeftOut =
    word === 'drop' && !(is(reading, list.end, 'to') || is(reading, list.end, 'in'));
  if (puts && !takes && (isLeftOut || !isBehindTable(reading, at))) return null;
  const written = list.items.some((item) => item.includes('_'));
  const qualified = list.items.some((item) => item.includes('.'));
  if (takes && !keeping.test(word) && is(reading, list.end, 'from')) return null;
  const closed =
    endsClause(reading, list.end) ||
    isMarkAt(reading, list.end, ',', ')') ||
    reading.claimed[list.end] === 1 ||
    (['to', 'from', 'and', 'in', 'filler', 'move', 'write'] as const).some((tag) =>
      is(reading, list.end, tag),
    );
  return written && !qualified && closed ? select(list, list.end) : null;
}

/** "(nothing more)", ", and nothing else": the list is all there is; where the words end. */
function nothingMore(reading: Reading, at: number): number | null {
  const isBracketed = isMarkAt(reading, at, '(');
  const lead = isBracketed || isMarkAt(reading, at, ',', '—', '-') ? at + 1 : at;
  const start = is(reading, lead, 'and') ? lead + 1 : lead;
  const words = `${free(reading, start)?.lower ?? ''} ${free(reading, start + 1)?.lower ?? ''}`;
  if (
    !/^(?:nothing (?:more|else)|no (?:more|others)|ничего (?:больше|лишнего)|и (?:только|всё|все))$/u.test(
      words,
    )
  )
    return null;
  if (!isBracketed) return start + 2;
  return isMarkAt(reading, start + 2, ')') ? start + 3 : null;
}

/** "(column issued_on)" says what a word before it means; "columns: a, b" is a list. */
function isPlural(reading: Reading, at: number): boolean {
  return /^(?:columns|fields|attributes|поля|колонки|столбцы|полей|колонок|столбцов)$/u.test(
    free(reading, at)?.lower ?? '',
  );
}

function select(list: ItemList<string>, end: number): OperationRead {
  return { make: (evidence) => ({ op: 'select', columns: list.items, evidence }), end };
}

/** "drop column ssn", "without the columns a and b", "snils убери" */
function readDrop(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'drop') && !is(reading, at, 'except')) return null;
  // "rows without session_id" have no value there; they are no rows less a column.
  const lacks = is(reading, at, 'not');
  if (
    lacks &&
    /^(?:anything|everything|all|those|anyone|everyone|ones)$/u.test(
      free(reading, at - 1)?.lower ?? '',
    )
  )
    return null;
  if (lacks && (is(reading, at - 1, 'generic') || isLeftOut(reading, at - 1))) return null;
  if (lacks && /^(?:a|an|any)$/u.test(free(reading, at + 1)?.lower ?? '')) return null;
  const lead = skip(reading, at + 1, 'determiner');
  const announced = is(reading, lead, 'column_noun');
  const list = columnsAt(reading, announced ? lead + 1 : lead);
  if (list?.items.some((item) => things.test(item)) === true) return null;
  if (!announced && isOfStates(reading, at + 1)) return null;
  if (list === null) {
    if (!announced) return null;
    return { make: (evidence) => ({ op: 'drop_columns', columns: [], evidence }), end: lead + 1 };
  }
  // "визиты без client_id пропускай": the rows are left out.
  if (lacks && trailingExclusionEnd(reading, list.end) !== null) return null;
  const names = list.items.every((item) => item.includes('_'));
  const verb =
    /^(?:drop|dropping|omit|omitting|leave out|leaving out|remove|removing|убери|убрать|убирай|исключи)$/u.test(
      free(reading, at)?.lower ?? '',
    );
  // "leave out robots, i.e. those whose …": things that a condition tells.
  if (explainsAt(reading, list.end)) return null;
  const trailing = is(reading, list.end, 'column_noun');
  const wholly = whollyEnd(reading, list.end);
  if (
    !announced &&
    !names &&
    !trailing &&
    !isAside(reading, at, list) &&
    !(verb && endsOrJoins(reading, wholly))
  )
    return null;
  // "minus the columns legal does not want": a relative clause, not a list.
  if (announced && !endsOrJoins(reading, list.end)) {
    return { make: (evidence) => ({ op: 'drop_columns', columns: [], evidence }), end: lead + 1 };
  }
  const end = trailing ? list.end + 1 : wholly;
  return { make: (evidence) => ({ op: 'drop_columns', columns: list.items, evidence }), end };
}

const denied =
  /^(?:transfer|export|copy|load|send|take|bring|move|ship|include|expose|migrate|replicate|carry|carry over|pass on|upload|publish)$/u;

/** "don't transfer iban and tax_no at all": what is not moved are columns where one of them is written so. */
function readDenied(reading: Reading, at: number): OperationRead | null {
  if (!is(reading, at, 'not') || !denied.test(free(reading, at + 1)?.lower ?? '')) return null;
  const list = columnsAt(reading, skip(reading, at + 2, 'determiner', 'column_noun'));
  if (list === null || list.items.some((item) => item.includes('.') || things.test(item)))
    return null;
  const end = whollyEnd(reading, list.end);
  if (!endsOrJoins(reading, end)) return null;
  // "don't load drafts and robots": a plural may be rows.
  const isSure = list.items.some((item) => item.includes('_'));
  const mayBeRows = list.items.some((item) => /[^s]s$/u.test(item));
  if (!isSure && (list.items.length < 2 || mayBeRows)) return null;
  const from = free(reading, at - 1)?.lower === 'do' ? at - 1 : at;
  return {
    make: (evidence) => ({ op: 'drop_columns', columns: list.items, evidence }),
    end,
    from,
  };
}

/** Past "altogether", "at all": wholly, and nothing else. */
function whollyEnd(reading: Reading, at: number): number {
  const word = (place: number): string => free(reading, place)?.lower ?? '';
  if (word(at) === 'at' && word(at + 1) === 'all') return at + 2;
  return /^(?:altogether|entirely|completely|wholly|fully|please|anywhere|совсем|вообще|полностью)$/u.test(
    word(at),
  )
    ? at + 1
    : at;
}

/** "robots, i.e. …": whether an explanation begins here. */
function explainsAt(reading: Reading, at: number): boolean {
  return [at + 1, at + 2, at + 3].some((end) => explanationStart(reading, end) === at);
}

/** "…, без phone и email, …": between commas, and written in the alphabet of columns. */
function isAside(reading: Reading, at: number, list: ItemList<string>): boolean {
  const opens = isMarkAt(reading, at - 1, ',', ';', ':');
  const closed = endsClause(reading, list.end) || isMarkAt(reading, list.end, ',');
  const isRussian = /\p{Script=Cyrillic}/u.test(free(reading, at)?.text ?? '');
  return (
    isRussian && opens && closed && list.items.every((item) => /^[a-z][a-z\d_]*$/iu.test(item))
  );
}

/** "dropping events without user_id": things that are left out, and what they lack. */
function isLeftOut(reading: Reading, at: number): boolean {
  const isPlural = /^[a-z]{4,}s$/u.test(free(reading, at)?.lower ?? '');
  const verb = skip(reading, at - 2, 'determiner', 'all') === at - 1 ? at - 2 : at - 1;
  return isPlural && (excluding.test(free(reading, verb)?.lower ?? '') || is(reading, verb, 'all'));
}

function endsOrJoins(reading: Reading, at: number): boolean {
  return (
    endsClause(reading, at) ||
    reading.claimed[at] === 1 ||
    isMarkAt(reading, at, ',', ')', ':') ||
    (['from', 'to', 'and', 'by', 'column_noun', 'in', 'for', 'filler'] as const).some((tag) =>
      is(reading, at, tag),
    ) ||
    readJoint(reading, at) > at
  );
}
