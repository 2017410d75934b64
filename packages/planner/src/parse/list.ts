import { has, type Token } from '../text/token.ts';
import { endsClause, free, is, isMarkAt, type Reading } from './reading.ts';

/** Longest list of columns: as many as a spec holds. Only behind a word that announces a list. */
export const maxColumns = 2000;
/** Longest other list (minutes of an hour): lists are tried at each token, so this bounds the cost. */
const maxItems = 60;

/** Items joined by commas and "and": `a, b and c`. */
export interface ItemList<Item> {
  readonly items: readonly Item[];
  readonly end: number;
}

/** Reads one item at an index: the item and where it ends, or null. */
export type ItemReader<Item> = (at: number) => { readonly item: Item; readonly end: number } | null;

/** Reads a list; null when not even one item stands at `at`. Stops before a joint without an item. */
export function readList<Item>(
  reading: Reading,
  at: number,
  readItem: ItemReader<Item>,
  limit = maxItems,
): ItemList<Item> | null {
  const first = readItem(at);
  if (first === null) return null;
  const items = [first.item];
  let end = first.end;
  while (items.length < limit) {
    const joint = readJoint(reading, end);
    const next = joint === end || opensClause(reading, joint) ? null : readItem(joint);
    if (next === null) break;
    items.push(next.item);
    end = next.end;
  }
  return { items, end };
}

/** Past `,`, `and`, `, and`, `&`, `or`, `/`; unchanged when there is none. */
export function readJoint(reading: Reading, at: number): number {
  const comma = isMarkAt(reading, at, ',', '/', '+') ? at + 1 : at;
  return is(reading, comma, 'and') || is(reading, comma, 'or') || isMarkAt(reading, comma, '&')
    ? comma + 1
    : comma;
}

/** One column name: a written name, or a single word that is no grammar. */
export function readColumn(
  reading: Reading,
  at: number,
): { readonly item: string; readonly end: number } | null {
  const token = free(reading, at);
  return isColumnLike(token) ? { item: token.text, end: at + 1 } : null;
}

/** "case_no, topic and opened_on": between columns a noun of the lexicon is one as well. */
export function readListedWord(
  reading: Reading,
  index: number,
  start: number,
): { readonly item: string; readonly end: number } | null {
  if (index === start) return null;
  const token = free(reading, index);
  const isOther = (['container', 'move', 'notify', 'refresh'] as const).some((tag) =>
    has(token, tag),
  );
  if (token?.kind !== 'word' || !isOther) return null;
  const before = reading.tokens.slice(start, index);
  const isListed = before.some((one) => one.kind === 'name' && one.text.includes('_'));
  const closed =
    endsClause(reading, index + 1) ||
    isMarkAt(reading, index + 1, ',') ||
    is(reading, index + 1, 'and');
  return isListed && closed ? { item: token.text, end: index + 1 } : null;
}

/** "сумма streams по …", "total orders per …": behind a function a plural that is a verb elsewhere is a column. */
export function readMeasuredNoun(
  reading: Reading,
  at: number,
): { readonly item: string; readonly end: number } | null {
  const before = reading.tokens[has(reading.tokens[at - 1], 'of') ? at - 2 : at - 1]?.lower ?? '';
  const isFunction =
    /^(?:sum|total|average|avg|mean|maximum|max|minimum|min|сумм\p{L}*|средн\p{L}*|максим\p{L}*|миним\p{L}*)$/u.test(
      before,
    );
  const token = isFunction ? free(reading, at) : undefined;
  const isVerb =
    token?.kind === 'word' && !token.quoted && (has(token, 'move') || has(token, 'write'));
  if (!isVerb) return null;
  const closed =
    isMarkAt(reading, at + 1, ',') ||
    (['by', 'and', 'per', 'for'] as const).some((tag) => is(reading, at + 1, tag));
  return closed && /^[a-z]{3,}s$/u.test(token.lower) ? { item: token.text, end: at + 1 } : null;
}

/** "asterisks for phone, salary must not be copied": behind a comma what something is said of begins a clause. */
export function opensStatement(reading: Reading, at: number): boolean {
  if (!isMarkAt(reading, at - 1, ',')) return false;
  const said = free(reading, at + 1)?.lower ?? '';
  const part = free(reading, is(reading, at + 2, 'determiner') ? at + 3 : at + 2)?.lower ?? '';
  const takesPart =
    said === 'as' && /^(?:columns|values|headers|cells|rows|index|value)$/u.test(part);
  return (
    said === '=' ||
    modals.test(said) ||
    becomes.test(said) ||
    takesPart ||
    is(reading, at + 1, 'is')
  );
}

/** "…, email hashed", "…, email хешировать": what becomes of the column before it. */
const becomes =
  /^(?:hashed|masked|encrypted|pseudonymi[sz]ed|anonymi[sz]ed|tokeni[sz]ed|redacted|dropped|removed|omitted|excluded|renamed|split|called|cast|converted|trimmed|lowercased|uppercased|(?:за)?х[еэ]ш\p{L}*|(?:за)?маскир\p{L}*|(?:за)?шифр\p{L}*|псевдонимизир\p{L}*|обезличи\p{L}*|убрать|убери|убирать|удалить|исключить|приве(?:ди|сти)\p{L}*|преобразуй|переименуй|разбей|заполни|замени|округли|оставь|сделай)$/u;

function isCyrillic(text: string): boolean {
  return /\p{Script=Cyrillic}/u.test(text);
}

const ends =
  /^(?:result|results|answer|outcome|output|target|destination|source|goal|changes|deltas|rows|records|columns|fields|key|keys|checks|mode|append|overwrite|replace|upsert|merge|результат|приемник|цель|итог)$/u;
const verbs =
  /^(?:count|sum|average|drop|mask|hash|encrypt|rename|cast|convert|keep|write|load|save|append|replace|compute|calculate|group|sort|order|take|put|store|filter|remove|add|split|trim|fill|send|skip|ignore|exclude|flatten|explode|merge|upsert|join|rank|limit|call|name|turn|change|set|hide|leave|reject|check|use|match|treat|show|copy|move|select|delete|ignore|apply)$/u;
const modals =
  /^(?:must|should|may|can|has|have|will|shall|gets|becomes|become|needs|stays|goes|only|keeps|shows|displays|reveals|retains)$/u;
const participle =
  /^(?:connected|linked|joined|matched|tied|taken|loaded|stored|computed|recomputed|calculated|sorted|ordered|grouped|partitioned|written|rebuilt|replaced|overwritten|appended|merged|keyed|identified|based|scheduled|started|limited|filtered|deduplicated|converted|named|called|saved|sent|pushed|updated|refreshed|triggered|run|running|replacing|appending|overwriting|merging|using|keeping|going|starting)$/u;

/**
 * "on city_id, answer in ClickHouse", "average x and find the highest y": a mere word behind a joint that
 * begins another clause is no further item of a list.
 */
export function opensClause(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token?.kind !== 'word' || token.quoted) return false;
  const comma = isMarkAt(reading, at - 1, ',');
  if (!comma && !is(reading, at - 1, 'and')) return false;
  if (is(reading, at + 1, 'determiner') || is(reading, at + 1, 'system')) return true;
  const next = free(reading, at + 1)?.lower ?? '';
  const isObject =
    isColumnLike(free(reading, at + 1)) ||
    /^(?:them|it|these|everything|all|distinct|unique|different|rows|records)$/u.test(next);
  if (verbs.test(token.lower) && isObject) return true;
  if (comma && is(reading, at + 1, 'column_noun') && isMarkAt(reading, at + 2, '=')) return true;
  if (!comma) return false;
  // "по doctor_id, телефон (phone) замаскируй": another alphabet is another clause.
  if (isCyrillic(token.text) && !isCyrillic(reading.tokens[at - 2]?.text ?? 'я')) return true;
  const goesOn =
    at + 1 < reading.tokens.length &&
    !isMarkAt(reading, at + 1, ',', ')', '.', ';') &&
    !is(reading, at + 1, 'and') &&
    !is(reading, at + 1, 'or');
  const leads = /^(?:by|using|via|at)$/u.test(free(reading, at + 1)?.lower ?? '');
  return (
    ends.test(token.lower) ||
    (leads && !isMarkAt(reading, at - 2, ')')) ||
    (goesOn && (participle.test(token.lower) || /^[a-z]{4,}ing$/u.test(token.lower)))
  );
}

/** Whether a token can name a column by itself. */
export function isColumnLike(token: Token | undefined): token is Token {
  if (token === undefined || has(token, 'system')) return false;
  if (!token.quoted && /^(?:sha|md)-?(?:1|5|256|384|512)$/u.test(token.lower)) return false;
  if (token.kind === 'name') return true;
  if (predicates.has(token.lower)) return false;
  return token.kind === 'word' && (token.senses.length === 0 || mayName(token));
}

/** What is said of columns; none is called so. */
const predicates: ReadonlySet<string> = new Set([
  'unique',
  'valid',
  'invalid',
  'positive',
  'negative',
  'mandatory',
  'required',
  'optional',
  'present',
  'otherwise',
  'removed',
  'dropped',
  'omitted',
  'excluded',
  'hashed',
  'pseudonymised',
  'pseudonymized',
  'tokenised',
  'tokenized',
  'anonymised',
  'anonymized',
  'encrypted',
  'masked',
  'discard',
  'stored',
  'saved',
  'written',
  'loaded',
  'discarding',
  'ignore',
  'ignoring',
  'set',
  'how',
  'what',
  'where',
  'many',
  'much',
  'more',
  'everyone',
  'everybody',
  'everything',
  'nothing',
  'nobody',
  'someone',
  'taken',
  'filled',
  'привести',
  'преобразовать',
  'перевести',
  'преобразуй',
  'переведи',
  'приведи',
  'конвертировать',
  'сконвертировать',
  'оставь',
  'оставляй',
  'сохрани',
  'become',
  'becomes',
  'copied',
  'transferred',
  'exported',
  'shared',
  'outside',
  'inside',
  'below',
  'above',
  'out',
  'away',
  'aside',
  'turned',
  'converted',
  'may',
  'will',
  'must',
  'known',
  'find',
  'whose',
  'coming',
  'comes',
  'pulled',
  'sourced',
  'drawn',
  'kept',
  'given',
  'afterwards',
  'нему',
  'ней',
  'ним',
  'уникален',
  'уникальна',
  'уникально',
  'уникальны',
  'finally',
  'before',
  'while',
  'since',
]);

/** Words of the lexicon that are at home in column names as well. */
function mayName(token: Token): boolean {
  return (
    (['unit', 'state', 'month', 'channel', 'notify', 'zone', 'daypart', 'day_group'] as const).some(
      (tag) => has(token, tag),
    ) ||
    [
      'warehouse',
      'server',
      'total',
      'sum',
      'сумма',
      'count',
      'average',
      'type',
      'key',
      'time',
      'source',
      'target',
      'land',
    ].includes(token.lower)
  );
}
