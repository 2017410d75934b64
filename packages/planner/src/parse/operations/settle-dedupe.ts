import type { OperationIntent } from '../../ir/index.ts';
import { readColumn, readList } from '../list.ts';
import { compileRules, readRuleAt } from '../pattern/rules.ts';
import { claim, free, is, skip, type Reading } from '../reading.ts';

type Dedupe = Extract<OperationIntent, { op: 'dedupe' }>;
type Kept = Pick<Dedupe, 'keep' | 'orderBy'>;

const latest =
  '(latest|newest|most recent|last|freshest|most current|highest|largest|biggest|greatest|maximum|max|youngest)';
const earliest = '(earliest|oldest|first|lowest|smallest|minimum|min)';
const row = '(row|rows|record|records|line|lines|entry|entries|version|versions|one|ones|copy)';
const keepVerb = '(keep|keeping|leave|leaving|take|taking|retain|retaining|prefer|preferring|only)';
const by =
  '(by|according to|based on|ordered by|judged by|using|going by|of|with the (highest|latest|largest|newest|lowest|earliest))';
const wins =
  '(wins|win|stays|stay|survives|is kept|are kept|remains|counts|is retained|should stay|should win|must stay|is the one to keep|kept)';
const keepRules = compileRules<Kept>(
  (
    [
      ['last', latest, '(последн*|свеж*|самую последн*|самую свеж*|нов*|самую нов*|максимальн*)'],
      ['first', earliest, '(перв*|самую перв*|самую ранн*|ранн*|стар*|минимальн*)'],
    ] as const
  ).map(([keep, english, russian]) => ({
    patterns: [
      `${keepVerb} (only|just)? (the)? ${row}? (with)? (the)? ${english} ${row}? (,)? ${by} <order:col>`,
      `${keepVerb} (only|just)? (the)? ${row} with (the)? ${english} <order:col>`,
      `${keepVerb} (only|just)? (the)? ${english} <written:col>`,
      `(the)? ${english} ${row}? (,)? ${by} <order:col> ${wins}`,
      `(the)? (${row} with)? (the)? ${english} <order:col> ${wins}`,
      `(the)? ${english} ${row}? ${wins}`,
      `${keepVerb} (only|just)? (the)? ${english} ${row}?`,
      `(оставь|оставляй|оставив|оставляя|бери|сохраняй|оставить) (только)? ${russian} (запись|строку|версию)? (по)? (<order:col>)?`,
      ...(keep === 'last'
        ? [
            `${keepVerb} (only|just)? (the)? (right|best|correct|proper|good|better|most useful|one that matters) (${row})?`,
          ]
        : []),
      `(остается|побеждает) ${russian} (запись|строка|версия)? (по)? (<order:col>)?`,
    ],
    mean: (captures) => {
      const written = captures.text('written');
      // "keep the latest event_time", but not "keep the latest row".
      if (written !== null && !/_|\p{Ll}\p{Lu}/u.test(written)) return null;
      return () => ({ keep, orderBy: captures.text('order') ?? written });
    },
  })),
);
const keyRules = compileRules<readonly string[]>([
  {
    patterns: [
      '(the)? same <keys:cols> (counts as|count as|means|mean|is|are|=) (the|a|one)? (same|duplicate|duplicates|one)',
      '(rows|records|ones|lines)? (with|sharing|having) (the|an)? (same|equal|identical) <keys:cols> (are|count as)? (duplicates|duplicate|the same)?',
    ],
    mean: (captures) => () => captures.texts('keys'),
  },
]);

/**
 * A dedupe whose keys, or whose row to keep, stand further on: "drop duplicates in Postgres leads by
 * email keeping the most recent by created_at". Claims the words it takes.
 */
export function settleDedupe(
  reading: Reading,
  operations: readonly OperationIntent[],
): OperationIntent[] {
  return operations.map((one) => (one.op === 'dedupe' ? complete(reading, one) : one));
}

function complete(reading: Reading, dedupe: Dedupe): Dedupe {
  const from = reading.tokens.findIndex((token) => token.start >= dedupe.evidence.end);
  if (from < 0) return dedupe;
  if (dedupe.keys.length > 0 && dedupe.keep !== null) return withOrder(reading, dedupe, from);
  const kept = dedupe.keep === null ? readKept(reading, from) : null;
  const keys = dedupe.keys.length > 0 ? dedupe.keys : (readKeys(reading, from) ?? []);
  return { ...dedupe, keys, ...kept };
}

/** "keeping the latest event_time": the moment stands right behind what is kept. */
function withOrder(reading: Reading, dedupe: Dedupe, at: number): Dedupe {
  const token = free(reading, at);
  const moment = token?.kind === 'name' && !token.text.includes('.');
  if (dedupe.orderBy !== null || !moment) return dedupe;
  claim(reading, at, at + 1);
  return { ...dedupe, orderBy: token.text };
}

function readKept(reading: Reading, from: number): Kept | null {
  for (let at = from; at < reading.tokens.length; at += 1) {
    const read = readRuleAt(reading, keepRules, at);
    if (read === null) continue;
    return read.make(claim(reading, at, read.end));
  }
  return null;
}

/** The first columns behind "by" or "on"; a merge and an order have theirs behind words of their own. */
function readKeys(reading: Reading, from: number): readonly string[] | null {
  for (let at = from; at < reading.tokens.length; at += 1) {
    if (free(reading, at)?.text === '.') return null;
    const named = readRuleAt(reading, keyRules, at);
    if (named !== null) return named.make(claim(reading, at, named.end));
    if (is(reading, at, 'write') || is(reading, at, 'incremental') || is(reading, at, 'sort'))
      return null;
    const leads = /^(?:by|on|per|using|по)$/u.test(free(reading, at)?.lower ?? '');
    if (!leads) continue;
    const list = readList(
      reading,
      skip(reading, at + 1, 'determiner', 'key_noun', 'column_noun'),
      (index) => (isKey(reading, index) ? readColumn(reading, index) : null),
    );
    if (list === null) continue;
    claim(reading, at, list.end);
    return list.items;
  }
  return null;
}

function isKey(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined || token.text.includes('.')) return false;
  const spoken = token.kind === 'word' && token.senses.length === 0;
  return token.kind === 'name' || spoken || is(reading, at, 'channel') || is(reading, at, 'notify');
}
