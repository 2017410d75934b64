import type { OperationIntent } from '../../ir/index.ts';
import { has, type Token } from '../../text/token.ts';
import { clausesOf, isWrittenColumn, type Clause } from '../clauses.ts';
import { claim, endsClause, free, isMarkAt, type Reading } from '../reading.ts';
import { sqlType } from './sql-types.ts';

type Mask = Extract<OperationIntent, { op: 'mask' }>;
type Made = (evidence: OperationIntent['evidence']) => OperationIntent;

const partial =
  /(?:last|final|trailing|ending|последн\p{L}*|финальн\p{L}*)(?: (?:the|its|their))? (\p{L}+|\d+)(?: (?:digits?|characters?|chars?|letters?|symbols?|numbers?|positions?|signs?|цифр\p{L}*|символ\p{L}*|знак\p{L}*|букв\p{L}*))/u;
const partialBehind =
  /(\p{L}+|\d+) (?:last|final|trailing|ending) (?:digits?|characters?|chars?|letters?|symbols?)/u;
/** "phone last 2": nothing behind the number. */
const partialEnd = /(?:^| )(?:last|final|последн\p{L}*) (\p{L}+|\d+)$/u;
const hash = /\b(?:sha[- ]?\d+|md[- ]?5|hash\p{L}*|digests?|fingerprints?)(?!\p{L})|х[еэ]ш/u;
const encrypt = /\b(?:encrypt\p{L}*|encipher\p{L}*|aes[- ]?\d*|cipher\p{L}*)|шифр/u;
const pseudonym =
  /\b(?:pseudonym\p{L}*|alias\p{L}*|token(?:is|iz)\p{L}*|surrogates?)(?!\p{L})|псевдоним|токениз/u;
const redact =
  /\b(?:mask\p{L}*|asterisks?|stars?|redact\p{L}*|obfuscat\p{L}*|hidden|hide|blanked|blacked|unreadable|illegible|unrecognisable|unrecognizable|invisible|anonymi[sz]\p{L}*)(?!\p{L})|звездочк|маскир|скры[тв]|скрой|обезличь|обезличи[тв]|обезличен[аоы]?(?!\p{L})/u;
const gone =
  /\b(?:stays? behind|remains? behind|left behind|left out|leave out|stays? out|stays? at home|is dropped|are dropped|dropped|removed|omitted|excluded|goes away|must go|not needed|not wanted|not transferred|not copied|not loaded|not included|not exported|not shipped|does not travel|does not come|never leaves?)(?:$| )|не переноси|не нужн|не загружай|не передавай|убери|убрать|убирай|исключи|отбрось/u;
const numbers: ReadonlyMap<string, number> = new Map(
  ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((word, at) => [
    word,
    at + 1,
  ]),
);
const russianNumbers: ReadonlyMap<string, number> = new Map([
  ['две', 2],
  ['два', 2],
  ['три', 3],
  ['четыре', 4],
  ['пять', 5],
  ['шесть', 6],
]);

/**
 * What becomes of a column, told in a clause of its own in whatever words: "mobile showing just the last
 * three digits", "cv_text stays behind". A fallback: rules of exact wording have read before.
 */
export function readColumnClauses(reading: Reading): OperationIntent[] {
  return clausesOf(reading).flatMap((clause): OperationIntent[] => {
    const made = readMask(clause) ?? readDropped(clause);
    if (made === null) return [];
    return [made(claim(reading, clause.from, clause.to))];
  });
}

/** "paid is to be boolean", "sum_claimed numeric(14,2)": a column and, at the end, its type. */
export function readCastClauses(reading: Reading): OperationIntent[] {
  let behindCast = -1;
  return clausesOf(reading).flatMap((clause): OperationIntent[] => {
    const isLed = /^(?:cast|convert|приведи)$/u.test(clause.tokens[0]?.lower ?? '');
    const tokens = isLed ? clause.tokens.slice(1) : clause.tokens;
    const [column] = tokens;
    const last = tokens.at(-1);
    if (column === undefined || last === undefined || tokens.length < 2 || tokens.length > 7)
      return [];
    const type = last.quoted ? null : sqlType(last.lower);
    const spoken =
      column.kind === 'word' &&
      column.senses.length === 0 &&
      (tokens.length > 2 ||
        isLed ||
        clause.from === behindCast ||
        isAnnounced(reading, clause.from));
    if (type === null || !(isWrittenColumn(column) || spoken)) return [];
    const verb = tokens.slice(1, -1).map((token) => token.lower);
    // "(sailed_on is the date)": which column it is, not what it becomes.
    if (/^(?:is|are) the$/u.test(verb.join(' '))) return [];
    const becomes = verb.length === 0 || verb.some((word) => becoming.test(word));
    if (!becomes) return [];
    const size = readSize(reading, clause.to);
    const end = size?.end ?? clause.to;
    behindCast = end + 1;
    const evidence = claim(reading, clause.from, end);
    return [{ op: 'cast', column: column.text, type: `${type}${size?.text ?? ''}`, evidence }];
  });
}

/** "Casts: price numeric(12,2)": a list of types is announced. */
function isAnnounced(reading: Reading, at: number): boolean {
  for (let back = at - 1; back > Math.max(0, at - 40) && !endsClause(reading, back); back -= 1) {
    if (!isMarkAt(reading, back, ':')) continue;
    return /^(?:casts?|types?|typed|conversions?|convert|column types|типы|привести|приведи)$/u.test(
      reading.tokens[back - 1]?.lower ?? '',
    );
  }
  return false;
}

/** "(14,2)" behind a type. */
function readSize(
  reading: Reading,
  at: number,
): { readonly text: string; readonly end: number } | null {
  if (!isMarkAt(reading, at, '(') || free(reading, at + 1)?.kind !== 'number') return null;
  const close = [at + 2, at + 4].find((place) => isMarkAt(reading, place, ')'));
  if (close === undefined) return null;
  const inside = reading.tokens.slice(at + 1, close).map((token) => token.text);
  return { text: `(${inside.join('')})`, end: close + 1 };
}

const becoming =
  /^(?:becomes?|become|be|is|as|into|to|turned|turns|converted|cast|stored|->|→|станет|станов\p{L}*|быть|в|к|тип|типа|типом)$/u;

/** The columns of a clause: what is written as one, else the word it begins with. */
function columnsOf(clause: Clause): readonly string[] {
  const written = clause.tokens.filter((token) => isWrittenColumn(token) && !isAlgorithm(token));
  if (written.length > 0) return written.map((token) => token.text);
  const [first] = clause.tokens;
  const isNoun =
    first?.kind === 'word' &&
    (first.senses.length === 0 || first.senses.some((sense) => sense.tag === 'notify')) &&
    methodOf(first.lower) === null;
  return isNoun && clause.tokens.length > 1 ? [first.text] : [];
}

function isAlgorithm(token: Token): boolean {
  return /^(?:sha|aes|md)[-_]?\d+$/iu.test(token.text);
}

const vague =
  /\b(?:sensitive|personal|private|secret|confidential|pii|identifying|fields|columns|data)\b|персональн|личн|чувствительн/u;

function readMask(clause: Clause): Made | null {
  const columns = columnsOf(clause);
  const isPlace = clause.tokens.some((token) => has(token, 'system') || token.kind === 'path');
  if (isPlace || (vague.test(clause.words) && !clause.tokens.some((one) => isWrittenColumn(one))))
    return null;
  if (columns.length === 0 || clause.tokens.length < 2 || clause.tokens.length > 14) return null;
  const mask = methodOf(wordsBeside(clause, columns));
  return mask === null ? null : (evidence) => ({ op: 'mask', columns, ...mask, evidence });
}

/** The words of a clause without the columns, whose names may sound like a method: "hash_key". */
function wordsBeside(clause: Clause, columns: readonly string[]): string {
  return clause.tokens
    .filter((token) => !columns.includes(token.text))
    .map((token) => token.lower)
    .join(' ');
}

function methodOf(words: string): Omit<Mask, 'op' | 'columns' | 'evidence'> | null {
  const kept =
    partial.exec(words)?.[1] ?? partialBehind.exec(words)?.[1] ?? partialEnd.exec(words)?.[1];
  const keepLast = kept === undefined ? undefined : countOf(kept);
  if (keepLast !== undefined) return { method: 'partial', keepLast };
  const algorithm = /\b(?:sha|aes|md)[- ]?\d+\b/u.exec(words)?.[0].replaceAll(/[- ]/gu, '');
  if (hash.test(words))
    return { method: 'hash', ...(algorithm === undefined ? {} : { algorithm }) };
  if (encrypt.test(words)) {
    const bits = /aes[- ]?(\d+)/u.exec(words)?.[1];
    return { method: 'encrypt', ...(bits === undefined ? {} : { algorithm: `aes-${bits}` }) };
  }
  if (pseudonym.test(words)) return { method: 'tokenise' };
  return redact.test(words) ? { method: 'redact' } : null;
}

function countOf(word: string): number | undefined {
  const digits = /^\d+$/u.test(word) ? Number(word) : undefined;
  return digits ?? numbers.get(word) ?? russianNumbers.get(word);
}

function readDropped(clause: Clause): Made | null {
  const written = clause.tokens.filter((token) => isWrittenColumn(token));
  const isSubject = clause.tokens[0] === written[0];
  if (written.length === 0 || !isSubject || clause.tokens.length > 8 || !gone.test(clause.words))
    return null;
  return (evidence) => ({
    op: 'drop_columns',
    columns: written.map((token) => token.text),
    evidence,
  });
}
