import type { Evidence, OperationIntent } from '../../ir/index.ts';
import type { Token } from '../../text/token.ts';
import { isMoment } from '../filter/settle-columns.ts';
import { readColumn, readList } from '../list.ts';
import { keyWords } from '../read-update.ts';
import { claim, endsClause, free, is, isMarkAt, skip, type Reading } from '../reading.ts';

type Dedupe = Extract<OperationIntent, { op: 'dedupe' }>;

const latest =
  /^(?:latest|newest|most recent|recent|freshest|youngest|last|highest|largest|greatest|biggest|maximum|max|последн\p{L}*|самый свежий|свеж\p{L}*|priciest|дорог\p{L}*|наибольш\p{L}*|максимальн\p{L}*|новейш\p{L}*|поздн\p{L}*)$/u;
const earliest =
  /^(?:earliest|oldest|first|lowest|smallest|minimum|min|original|перв\p{L}*|ранн\p{L}*|cheapest|дешев\p{L}*|наименьш\p{L}*|минимальн\p{L}*)$/u;
const rows =
  /^(?:rows?|records?|lines?|entry|entries|version|versions|one|ones|copy|document|documents|event|reading|measurement|position|state|status|only|just|запись|записи|строка|строку|строки|верси\p{L}*|одну|один|только|лишь)$/u;
const keeps =
  /^(?:keep|keeps|keeping|kept|keep only|leave|leaves|leaving|retain|retained|retaining|take|taking|takes|pick|picks|survives?|wins?|stays?|remains?|counts|оставь|оставляй|оставить|оставляем|оставив|сохрани|сохраняй|бери|возьми|остается|остаются|нужна|нужен|побеждает)$/u;
const keyLeads =
  /^(?:per|each|every|same|identical|equal|given|на каждый|каждого|каждой|каждый|каждую|каждому|каждым|одного|одной|одним|одинаков\p{L}*|тем же|той же)$/u;
const orderLeads =
  /^(?:by|according to|based on|judged by|going by|using|with|having|measured by|ordered by|по|с)$/u;
/** How far from the word for "newest" the row it speaks of may be named. */
const nearby = 4;

interface Piece {
  readonly columns: readonly string[];
  readonly from: number;
  readonly to: number;
}

/**
 * Which of the rows that share a key stays, whatever the order of the words: "of all rows with the
 * same device_id only the earliest by seen_at survives". Claims the words it takes.
 */
export function readKeptRow(reading: Reading): OperationIntent[] {
  const parts = sentences(reading);
  for (const [from, to] of parts) {
    const dedupe = readSentence(reading, from, to);
    if (dedupe !== null) return [dedupe];
  }
  // "… has many rows per visitor_no; we only care about the earliest one": told in two breaths.
  for (const [at, [from, to]] of parts.entries()) {
    const [next] = parts[at + 1] ?? [];
    const end = parts[at + 1]?.[1];
    if (next === undefined || end === undefined || !saysMany(reading, from, to)) continue;
    const dedupe = readSentence(reading, from, end);
    if (dedupe !== null) return [dedupe];
  }
  return [];
}

/** "many rows per visitor_no": rows share a key. */
function saysMany(reading: Reading, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const isMany = /^(?:many|several|multiple|duplicate|numerous|repeated|несколько|много)$/u.test(
      wordAt(reading, at),
    );
    if (isMany && rows.test(wordAt(reading, at + 1)) && keyLeads.test(wordAt(reading, at + 2)))
      return true;
  }
  return false;
}

function sentences(reading: Reading): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (let at = 0; at <= reading.tokens.length; at += 1) {
    if (!endsClause(reading, at)) continue;
    found.push([from, at]);
    from = at + 1;
  }
  return found;
}

function readSentence(reading: Reading, from: number, to: number): Dedupe | null {
  const read = candidates(reading, from, to);
  // "a single latest status per order: … the record with the highest event_time": what names its order first.
  const best = read.find(({ order }) => order !== null) ?? read[0];
  if (best === undefined) return null;
  const { extreme, key, order } = best;
  const keep = latest.test(wordAt(reading, extreme)) ? 'last' : 'first';
  const pieces = [key, order].filter((piece) => piece !== null);
  for (const piece of pieces) claim(reading, piece.from, piece.to);
  claim(reading, keptStart(reading, key.from), key.from);
  claimAround(reading, extreme);
  // The same said twice computes nothing.
  for (const other of read) if (other !== best) claim(reading, other.extreme, other.extreme + 1);
  return {
    op: 'dedupe',
    keys: key.columns,
    keep,
    orderBy: order?.columns[0] ?? null,
    evidence: covering(reading, [extreme, ...pieces.map((piece) => piece.from)]),
  };
}

function wordAt(reading: Reading, at: number): string {
  const token = free(reading, at);
  return token === undefined || token.quoted ? '' : token.lower;
}

interface Candidate {
  readonly extreme: number;
  readonly key: Piece;
  readonly order: Piece | null;
}

/** Every word for "newest" in a sentence with the key and the order it stands beside. */
function candidates(reading: Reading, from: number, to: number): Candidate[] {
  const found: Candidate[] = [];
  for (let extreme = from; extreme < to; extreme += 1) {
    const key = isExtreme(reading, extreme) ? keyPiece(reading, { from, to, extreme }) : null;
    if (key === null) continue;
    found.push({ extreme, key, order: orderPiece(reading, { from: extreme, to, key }) });
    if (found.length >= maxCandidates) break;
  }
  return found;
}

/** Nobody names more; the cost of hostile text stays linear. */
const maxCandidates = 4;

/** "newest", where a row or a verb that keeps stands near; "last 24 hours" and "top 10" are no rows. */
function isExtreme(reading: Reading, at: number): boolean {
  const word = wordAt(reading, at);
  if (!latest.test(word) && !earliest.test(word)) return false;
  if (is(reading, at + 1, 'unit') || free(reading, at + 1)?.kind === 'number') return false;
  // "highest first": an order.
  if (wordAt(reading, at + 1) === 'first' || (word === 'first' && isRanked(reading, at - 1)))
    return false;
  const near = (place: number): boolean =>
    rows.test(wordAt(reading, place)) || keeps.test(wordAt(reading, place));
  // "keep the user with the lowest user_id"
  if (keeps.test(wordAt(reading, at - 5)) && free(reading, at + 1)?.kind === 'name') return true;
  if (isOfColumn(reading, at) || isThatWith(reading, at) || isOfEach(reading, at)) return true;
  for (let ahead = 1; ahead <= nearby; ahead += 1) {
    if (near(at - ahead) || near(at + ahead)) return true;
  }
  return false;
}

function isRanked(reading: Reading, at: number): boolean {
  return latest.test(wordAt(reading, at)) || earliest.test(wordAt(reading, at));
}

/** "namely that with the greatest last_contact" */
function isThatWith(reading: Reading, at: number): boolean {
  const lead = is(reading, at - 1, 'determiner') ? at - 2 : at - 1;
  return (
    /^(?:with|having|of)$/u.test(wordAt(reading, lead)) &&
    /^(?:that|those|the one|namely)$/u.test(wordAt(reading, lead - 1))
  );
}

/** "first visit of each patient_no" */
function isOfEach(reading: Reading, at: number): boolean {
  return (
    isPlain(free(reading, at + 1)) &&
    /^(?:of|for|per)$/u.test(wordAt(reading, at + 2)) &&
    /^(?:each|every)$/u.test(wordAt(reading, at + 3))
  );
}

/** "the one whose updated_at is the latest": the column stands before. */
function isOfColumn(reading: Reading, at: number): boolean {
  const verb = is(reading, at - 1, 'determiner') ? at - 2 : at - 1;
  const name = free(reading, verb - 1);
  return is(reading, verb, 'is') && name?.kind === 'name' && is(reading, verb - 2, 'where');
}

/** "keep one" before "per email". */
function keptStart(reading: Reading, at: number): number {
  let start = at;
  while (start > at - nearby) {
    const word = wordAt(reading, start - 1);
    if (!rows.test(word) && !keeps.test(word) && !/^(?:single|a|for|per|of)$/u.test(word)) break;
    start -= 1;
  }
  return start;
}

/** The words that keep and name the row, beside the word for "newest": "leave only the last payment". */
function claimAround(reading: Reading, extreme: number): void {
  const near = (at: number): boolean =>
    rows.test(wordAt(reading, at)) ||
    keeps.test(wordAt(reading, at)) ||
    is(reading, at, 'determiner');
  let from = extreme;
  while (from > extreme - nearby && near(from - 1)) from -= 1;
  let to = extreme + 1;
  while (to < extreme + nearby && near(to)) to += 1;
  const noun = free(reading, to);
  const isNoun = to === extreme + 1 && noun?.kind === 'word' && noun.senses.length === 0;
  claim(reading, from, isNoun ? to + 1 : to);
}

/**
 * "for each vehicle (vehicle_id)", "with the same device_id", "per user_id and day": what is written as
 * a column before what is merely called so, and what stands nearer to the row that stays.
 */
function keyPiece(
  reading: Reading,
  { from, to, extreme }: { readonly from: number; readonly to: number; readonly extreme: number },
): Piece | null {
  const found: Piece[] = [];
  for (let at = from; at < to; at += 1) {
    const repeated = repeatedAt(reading, at);
    if (repeated !== null) found.push(repeated);
    const isKey =
      keyLeads.test(wordAt(reading, at)) ||
      isForOne(reading, at) ||
      (at < extreme && isOfDedupe(reading, { from, at }));
    if (!isKey) continue;
    const start = skip(reading, at + 1, 'determiner', 'column_noun', 'key_noun');
    const piece = columnsAt(reading, start);
    if (piece !== null) found.push({ ...piece, from: at });
  }
  const distance = (piece: Piece): number =>
    Math.abs(piece.from - extreme) +
    (piece.columns.every((name) => isWritten(name)) ? 0 : to - from);
  return found.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** "Dedupe Postgres bags on bag_tag keeping the latest": what the verb compares. */
function isOfDedupe(
  reading: Reading,
  { from, at }: { readonly from: number; readonly at: number },
): boolean {
  const isLead = /^(?:on|by|over|using|по)$/u.test(wordAt(reading, at));
  const name = free(reading, at + 1)?.text ?? '';
  if (!isLead || !(isWritten(name) || keyWords.test(name.toLowerCase()))) return false;
  return reading.tokens
    .slice(Math.max(from, at - sentenceReach), at)
    .some((token) =>
      /^(?:de-?dup\p{L}*|.*duplicates?|dupes|дедуплиц\p{L}*|.*дубл\p{L}*)$/u.test(token.lower),
    );
}

/** How far before its key the verb may stand. */
const sentenceReach = 12;

/** "may exist for one parcel_no": one, and a column behind it. */
function isForOne(reading: Reading, at: number): boolean {
  return (
    /^(?:one|single|a)$/u.test(wordAt(reading, at)) &&
    /^(?:for|of|by|per)$/u.test(wordAt(reading, at - 1)) &&
    isWritten(free(reading, at + 1)?.text ?? '')
  );
}

/** "if a serial_no shows up several times": the column that repeats. */
function repeatedAt(reading: Reading, at: number): Piece | null {
  const name = free(reading, at);
  const isSpoken = isPlain(name) || is(reading, at, 'notify') || is(reading, at, 'channel');
  const isNamed = name?.kind === 'name' && !name.text.includes('.') && !name.quoted;
  if (name === undefined || !(isNamed || isSpoken)) return null;
  const verb = wordAt(reading, at + 1);
  if (
    !/^(?:shows|show|appears|appear|occurs|occur|repeats|repeat|comes|come|exists|exist|is|are|has|have|recurs|встречается|повторяется|появляется|есть)$/u.test(
      verb,
    )
  )
    return null;
  for (let next = at + 1; next < at + 6; next += 1) {
    if (
      /^(?:several|many|multiple|twice|repeatedly|again|duplicated|repeated|repeats|duplicates|more than|more than once|often|несколько|дважды|повторяется|много)$/u.test(
        wordAt(reading, next),
      )
    ) {
      const times = /^(?:times|time|once|раз|rows|records)$/u.test(wordAt(reading, next + 1));
      return { columns: [name.text], from: at, to: times ? next + 2 : next + 1 };
    }
  }
  return null;
}

function isPlain(token: Token | undefined): boolean {
  return token?.kind === 'word' && !token.quoted && token.senses.length === 0;
}

function isWritten(name: string): boolean {
  return /_|\p{Ll}\p{Lu}|^id$/u.test(name);
}

function orderPiece(
  reading: Reading,
  { from, to, key }: { readonly from: number; readonly to: number; readonly key: Piece },
): Piece | null {
  const taken = (at: number): boolean => at >= key.from && at < key.to;
  if (isOfColumn(reading, from)) {
    const at = is(reading, from - 1, 'determiner') ? from - 3 : from - 2;
    return { columns: [reading.tokens[at]?.text ?? ''], from: at - 1, to: from };
  }
  for (let at = from; at < Math.min(to, from + 9); at += 1) {
    if (taken(at)) continue;
    const led = at === from || orderLeads.test(wordAt(reading, at)) || isMarkAt(reading, at, '(');
    const start = skip(reading, at + 1, 'determiner', 'column_noun', 'last', 'by');
    if (!led || taken(start)) continue;
    const token = free(reading, start);
    const isSpoken = /^(?:by|по|according to)$/u.test(wordAt(reading, at)) && isPlain(token);
    if (!isSpoken && (token?.kind !== 'name' || token.text.includes('.'))) continue;
    if (token === undefined) continue;
    const bracket = isMarkAt(reading, at, '(') && isMarkAt(reading, start + 1, ')');
    return { columns: [token.text], from: at, to: bracket ? start + 2 : start + 1 };
  }
  return null;
}

/** Columns, or the one in brackets behind a noun: "клиента (client_id)". */
function columnsAt(reading: Reading, at: number): Piece | null {
  for (const bracket of [at, at + 1, at + 2]) {
    const inner = isMarkAt(reading, bracket, '(')
      ? readList(reading, bracket + 1, (index) => readColumn(reading, index), 10)
      : null;
    // "per user_no (updated_at)": behind a column, or around a moment, brackets tell the order.
    const isOrder =
      (bracket > at && isWritten(free(reading, bracket - 1)?.text ?? '')) ||
      inner?.items.every((item) => isMoment(item)) === true;
    if (inner !== null && !isOrder && isMarkAt(reading, inner.end, ')'))
      return { columns: inner.items, from: at, to: inner.end + 1 };
  }
  const list = readList(
    reading,
    at,
    (index) => {
      const column = readColumn(reading, skip(reading, index, 'determiner'));
      return column?.item.includes('.') === true ? null : column;
    },
    10,
  );
  if (list === null) return null;
  // A mere word ends the list unless it is all there is: "per device_id, append".
  const written = list.items.findIndex((item) => !isWritten(item));
  if (written <= 0) return { columns: list.items, from: at, to: list.end };
  return { columns: list.items.slice(0, written), from: at, to: endOf(reading, at, written) };
}

/** The token behind the n-th column of a list. */
function endOf(reading: Reading, at: number, count: number): number {
  const list = readList(
    reading,
    at,
    (index) => readColumn(reading, skip(reading, index, 'determiner')),
    count,
  );
  return list?.end ?? at;
}

function covering(reading: Reading, places: readonly number[]): Evidence {
  const at = Math.min(...places);
  const token = reading.tokens[at];
  const start = token?.start ?? 0;
  const end = token?.end ?? start;
  return { start, end, text: reading.text.slice(start, end) };
}
