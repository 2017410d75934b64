import type { CheckIntent } from '../../ir/index.ts';
import type { Token } from '../../text/token.ts';
import { tokenise } from '../../text/tokenise.ts';
import { readRuleAt, type RuleSet } from '../pattern/rules.ts';
import { claim, free, is, isMarkAt, type Reading } from '../reading.ts';
import { furtherChecks, statedChecks } from './check-rules.ts';

type Checks = readonly CheckIntent[];

/** Words that may have been left out between the column and what is said of it. */
const copulas = ['', 'is', 'must be', 'must'].map((words) => tokenise(words));
const lookAhead = 16;

/**
 * Reads and claims everything the rules find, and what "and" says further of the same columns:
 * "sale_id is unique and never null".
 */
export function readFurther(reading: Reading, rules: RuleSet<Checks>, from = 0): CheckIntent[] {
  const found: CheckIntent[] = [];
  for (let at = from; at < reading.tokens.length; at += 1) {
    const read = isCounted(reading, at) ? null : readRuleAt(reading, rules, at);
    if (read === null) continue;
    const checks = read.make(claim(reading, at, read.end));
    found.push(...checks);
    const further = readBehind(reading, {
      subject: subjectOf(reading, { at, end: read.end, checks }),
      at: read.end,
    });
    found.push(...further.checks);
    at = further.end - 1;
  }
  return found;
}

/** "число уникальных user_id": what is counted promises nothing. */
function isCounted(reading: Reading, at: number): boolean {
  // "посчитай визиты и уникальных patient_id": in the genitive only what is counted.
  if (free(reading, at)?.lower === 'уникальных') return true;
  return (
    /^(?:unique|distinct|уникальн\p{L}*)$/u.test(free(reading, at)?.lower ?? '') &&
    /^(?:number of|count of|counts?|counting|числ\p{L}*|количеств\p{L}*|сколько|кол-во|считай|посчитай)$/u.test(
      reading.tokens[at - 1]?.lower ?? '',
    )
  );
}

/** The tokens that name the columns of checks, as they stand in the text. */
function subjectOf(
  reading: Reading,
  { at, end, checks }: { readonly at: number; readonly end: number; readonly checks: Checks },
): readonly Token[] {
  const columns = checks.flatMap(columnsOf);
  const inside = (column: string | undefined): number =>
    reading.tokens.findIndex((token, place) => place >= at && place < end && token.text === column);
  const first = inside(columns[0]);
  const last = inside(columns.at(-1));
  return first < 0 || last < first ? [] : reading.tokens.slice(first, last + 1);
}

function columnsOf(check: CheckIntent): readonly string[] {
  if (check.rule === 'unique') return check.columns;
  return check.rule === 'row_count' || check.column === null ? [] : [check.column];
}

function readBehind(
  reading: Reading,
  { subject, at }: { readonly subject: readonly Token[]; readonly at: number },
): { readonly checks: Checks; readonly end: number } {
  const checks: CheckIntent[] = [];
  let end = at;
  while (subject.length > 0) {
    const joint = jointEnd(reading, end);
    const next = joint === end ? null : readNext(reading, subject, joint);
    if (next === null) break;
    checks.push(...next.make(claim(reading, end, next.end)));
    end = next.end;
  }
  return { checks, end };
}

function jointEnd(reading: Reading, at: number): number {
  const comma = isMarkAt(reading, at, ',') ? at + 1 : at;
  const word = free(reading, comma)?.lower ?? '';
  return is(reading, comma, 'and') || /^(?:but|а|но|yet)$/u.test(word) ? comma + 1 : comma;
}

/** Behind a check: more of the same columns, or in the same breath of others, "price > 0". */
function readNext(
  reading: Reading,
  subject: readonly Token[],
  at: number,
): ReturnType<typeof readWith> {
  const other = free(reading, at);
  const isOther = other?.kind === 'name' && !other.quoted;
  return (isOther ? null : readWith(reading, subject, at)) ?? readRuleAt(reading, statedChecks, at);
}

/** Reads what stands at a token as if the columns stood before it. */
function readWith(
  reading: Reading,
  subject: readonly Token[],
  at: number,
): { readonly make: (evidence: CheckIntent['evidence']) => Checks; readonly end: number } | null {
  const names = new Set(subject.map((token) => token.text));
  for (const copula of copulas) {
    const lead = [...subject, ...copula];
    const tokens = [...lead, ...reading.tokens.slice(at, at + lookAhead)];
    const claimed = new Uint8Array(tokens.length);
    claimed.set(reading.claimed.slice(at, at + lookAhead), lead.length);
    const supposed: Reading = { text: reading.text, tokens, claimed, reads: 0 };
    const read = readRuleAt(supposed, furtherChecks, 0);
    reading.reads += supposed.reads;
    if (read === null || read.end <= lead.length) continue;
    const behind = reading.tokens[at];
    if (behind === undefined) continue;
    const words = { start: behind.start, end: behind.end, text: textOf(tokens.slice(0, read.end)) };
    const isSame = read
      .make(words)
      .flatMap(columnsOf)
      .every((column) => names.has(column));
    if (!isSame) continue;
    return {
      make: (evidence) =>
        read.make({ ...evidence, text: words.text }).map((one) => ({ ...one, evidence })),
      end: at + read.end - lead.length,
    };
  }
  return null;
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(' ');
}
