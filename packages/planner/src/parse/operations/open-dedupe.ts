import type { OperationIntent } from '../../ir/index.ts';
import type { Reading } from '../reading.ts';
import { noKey } from '../write-keys.ts';

type Dedupe = Extract<OperationIntent, { op: 'dedupe' }>;

const ignorance =
  "(?:no idea|not sure|unsure|(?:don't|do not|didn't|did not) (?:yet )?know|undecided|unclear|(?:not|n't) (?:been )?(?:yet )?decided|не знаю|не знаем|непонятно|неясно|неизвестно|не решил\\p{L}*)";
const asking =
  '(?:which|what|by what|how|whether|какой|какая|какое|какие|каким|какому|какой|чем|что|как)';
const key =
  '(?:keys?|same|identical|duplicates?|unique|ключ\\p{L}*|одинаков\\p{L}*|дубл\\p{L}*|совпада\\p{L}*)';
const statements = [
  // "no idea yet which field makes two rows the same"
  new RegExp(
    `(?<!\\p{L})${ignorance}(?:,? \\p{L}+){0,3},? ${asking} (?:\\S+ ){0,6}${key}(?!\\p{L})`,
    'iu',
  ),
  // "the key is still unknown", "ключ пока не решили"
  new RegExp(
    `(?<!\\p{L})(?:keys?|ключ\\p{L}*) (?:\\p{L}+ ){0,3}(?:unknown|not known|${ignorance})(?!\\p{L})`,
    'iu',
  ),
];

/**
 * Rows that are the same by something nobody has named: "drop duplicates by the usual key", "… no idea yet
 * which field makes two rows the same". Which row stays is then not all that is open: the key is asked for.
 */
export function openDedupe(reading: Reading, dedupe: Dedupe): Dedupe {
  const isVague = dedupe.keys.length > 0 && dedupe.keys.every((key) => noKey.test(key));
  const isOpen = dedupe.keys.length === 0 && dedupe.keep === null && saysUnknown(reading.text);
  return isVague || isOpen ? { ...dedupe, keys: [], keep: dedupe.keep ?? 'last' } : dedupe;
}

/** A sentence in which the author says that the key is not known. */
function saysUnknown(text: string): boolean {
  return text
    .split(/[.!?;]\s|\n/u)
    .some((sentence) => statements.some((statement) => statement.test(sentence)));
}
