import type { Evidence } from '../../ir/index.ts';
import { has, textOf, type Token } from '../../text/token.ts';
import { tokenise } from '../../text/tokenise.ts';
import type { RowsChange } from '../revision-ir.ts';
import { words } from './command-words.ts';
import { isColumnName, isContent, isTableNoun, type PlanNames } from './plan-names.ts';

const dropAt = new RegExp(
  String.raw`^${words('drop', 'exclude', 'skip', 'omit', 'ignore', 'leave out', 'filter out', 'remove', 'delete', 'without', 'no', 'исключи*', 'исключить', 'отфильтруй*', 'пропускай*', 'пропусти*', 'убери*', 'убрать', 'удали*', 'отбрось*', 'отбрасывай*', 'без')}\s+`,
  'iu',
);
const keepAt = new RegExp(
  String.raw`^${words('only', 'keep only', 'load only', 'take only', 'only keep', 'only load', 'only take', 'just', 'restrict to', 'filter to', 'только', 'оставь* только', 'оставляй* только', 'грузи* только', 'загружай* только', 'бери* только')}\s+`,
  'iu',
);

/**
 * "drop test users", "only Berlin customers": rows named by words beside their noun. Null when the
 * clause is no such thing, or its words are columns ("drop notes").
 */
export function readRows(
  clause: Evidence,
  names: PlanNames,
): Omit<RowsChange, 'instead' | 'was'> | null {
  const keep = keepAt.exec(clause.text);
  const verb = keep ?? dropAt.exec(clause.text);
  if (verb === null) return null;
  const about = clause.text.slice(verb[0].length);
  const tokens = tokenise(about).filter(isContent);
  const at = nounAt(tokens, names, place.exec(about)?.index ?? about.length);
  const noun = tokens[at];
  const rest = tokens.filter((_, index) => index !== at);
  if (noun === undefined || rest.length === 0) return null;
  if (rest.every((token) => token.kind === 'number')) return null;
  if (!isTableNoun(noun, names) && rest.every((token) => isColumnName(token.text, names)))
    return null;
  return {
    about: 'rows',
    keep: keep !== null,
    words: rest.map((token) => ({ text: token.text, state: stateOf(token) })),
    table: isRowWord(noun.lower) ? null : noun.text,
    evidence: clause,
  };
}

function isRowWord(lower: string): boolean {
  return /^(?:rows?|records?|ones?|entr(?:y|ies)|lines?|строк\p{L}*|запис\p{L}*)$/u.test(lower);
}

/** Behind it stands where or what the rows are, not their noun. */
const place = new RegExp(
  String.raw`\s${words('from', 'in', 'with', 'of', 'whose', 'where', 'из', 'в', 'с', 'со')}\s`,
  'iu',
);

/** The table's noun; else the plural in front of "from" and "in": "test users", "customers from Berlin". */
function nounAt(tokens: readonly Token[], names: PlanNames, end: number): number {
  const named = tokens.findIndex((token) => !token.quoted && isTableNoun(token, names));
  if (named >= 0) return named;
  const at = tokens.findLastIndex((token) => token.start < end);
  const noun = tokens[at];
  if (noun === undefined || tokens.length < 2 || isColumnName(noun.text, names)) return -1;
  return /(?:s|ов|ей|и|ы|й)$/u.test(noun.lower) ? at : -1;
}

/** The lexicon's word for a state; words that are their own have no value there. */
function stateOf(token: Token): string | null {
  if (!has(token, 'state')) return null;
  const value = textOf(token, 'state') ?? '';
  return value === '' ? token.lower : value;
}
