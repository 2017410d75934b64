import type { ColumnMention } from '../form.ts';
import { isSmallWord } from '../cues/small-words.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import type { PlacedCondition } from './state-items.ts';

const longestName = 3;
const having =
  /^(?:with|ha(?:s|ve|d|ving)|hold(?:s|ing)?|held|own(?:s|ing|ed)?|posses(?:s|ses|sed|sing)|(?:offer|allow|accept|need|require|support)(?:s|ed|ing)?|provid(?:e|es|ed|ing)|carr(?:y|ies|ied|ying)|includ(?:e|es|ed|ing)|serv(?:e|es|ed|ing))$/u;
const able =
  /^(?<all>(?:(?:able|equipped) to|can|(?<denied>unable to|cannot|can not|not able to)) (?:show|play|handle|display|run|take|offer|provide|serve|support|do|use|accept|have|make))(?= )/u;
const lacking = /^(?:without|lack(?:s|ed|ing)?)$/u;
const articles: ReadonlySet<string> = new Set(['a', 'an', 'any', 'the', 'some']);
/** What says that more of the column follows than whether it is so. */
const goesOn = /^(?:of|is|are|was|were|equals?|value|values|flag|flags|status|[<>=]+)$/u;

/**
 * "that hold a certificate", "without parking", "with no permit": what a column that says yes or no tells of rows. A
 * negation before them is read by itself.
 */
export function flagsHadAt(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly PlacedCondition[] {
  if (index.states.flags.size === 0) return [];
  const verb = words[at]?.lower ?? '';
  const able = ableAt(words, at);
  const isLack = lacking.test(verb) || able?.isDenied === true;
  if (!isLack && able === null && !having.test(verb)) return [];
  let from = at + (able?.length ?? 1);
  const saysNone = words[from]?.lower === 'no';
  if (saysNone || articles.has(words[from]?.lower ?? '')) from += 1;
  for (let length = longestName; length > 0; length -= 1) {
    const name = words.slice(from, from + length);
    const next = words[from + length];
    const isName = name.every(({ kind, lower }) => kind === 'word' && !isSmallWord(lower));
    if (name.length < length || !isName || goesOn.test(next?.lower ?? '')) continue;
    const columns = flagsNamed(name, index);
    if (columns.length === 0) continue;
    const text = name.map(({ lower }) => lower).join(' ');
    const left: ColumnMention = {
      kind: 'column',
      alternatives: columns,
      words: text,
      at: from,
      beside: [],
    };
    const test = { kind: 'flag', left, value: !isLack && !saysNone } as const;
    const sure = weights.state.flag;
    return [{ kind: 'condition', test, sure, length: from + length - at }];
  }
  return [];
}

/** "able to show", "can handle", "cannot play": what rows can do. */
function ableAt(
  words: readonly Word[],
  at: number,
): { readonly length: number; readonly isDenied: boolean } | null {
  const said = words
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ');
  const found = able.exec(said)?.groups;
  if (found?.['all'] === undefined) return null;
  return { length: found['all'].split(' ').length, isDenied: found['denied'] !== undefined };
}

/** Columns that say yes or no, where the words name nothing else better. */
function flagsNamed(name: readonly Word[], index: SchemaIndex): readonly Named<Field>[] {
  const lemmas = name.map(({ lemma }) => lemma);
  if (index.tablesNamed(lemmas).some(({ score }) => score >= weights.link.akin)) return [];
  const named = index.fieldsNamed(lemmas).filter(({ score }) => score >= weights.state.leastFilled);
  const best = named[0]?.score ?? 0;
  const near = named.filter(({ score }) => score >= best - weights.resolve.tie);
  return near.every(({ what }) => index.states.flags.has(what.column)) ? near : [];
}
