import { keyColumns } from '../../query/table-facts.ts';
import type { Field, Named, SchemaIndex } from '../schema-index.ts';
import { wordLemma, type Word } from '../words.ts';
import { weights } from '../weights.ts';
import { gainOf, type Item } from './item.ts';

/**
 * "who owns more than one farm", "who makes the wine": the column that holds who does it, where one is called so:
 * owner, winemaker.
 */
export function doerItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const [who, verb, ...after] = words.slice(at, at + 5);
  if (who?.lower !== 'who' || verb?.kind !== 'word' || /^(?:is|are|was|were)$/u.test(verb.lower))
    return [];
  const nouns = [
    ...new Set([wordLemma(verb.lower), verb.lower.replace(/e?d$/u, '')].flatMap(doers)),
  ];
  const things = after.filter(({ kind }) => kind === 'word').map(({ lemma }) => lemma);
  const alternatives = nouns
    .flatMap((noun) => [[noun], ...things.map((thing) => [thing, noun])])
    .flatMap((name) => index.fieldsNamed(name))
    // "who smoke": a column smoker that says yes or no holds no names.
    .filter(({ what }) => !index.states.flags.has(what.column))
    .filter(({ what, score }) => score >= weights.link.sure && isName(what));
  const [best] = alternatives.toSorted((a, b) => b.score - a.score);
  if (best === undefined) return [];
  const column = {
    kind: 'column',
    alternatives: onceEach(alternatives, best.score),
    words: verb.lower,
    at: at + 1,
    beside: [],
  } as const;
  const gain = gainOf(2, weights.parse.column * best.score);
  return [{ kind: 'column', column, start: at, end: at + 2, gain }];
}

/** Nouns for those who do what a verb says: owner, director. */
function doers(verb: string): readonly string[] {
  const stem = verb.replace(/e$/u, '');
  const doubled = /[^aeiou][aeiou][bdgmnprt]$/u.test(verb) ? [`${verb}${verb.at(-1) ?? ''}er`] : [];
  return [`${stem}er`, `${stem}or`, ...doubled, ...(verb === 'write' ? ['author'] : [])];
}

/** A name, and no key that leads to rows of those people. */
function isName({ table, column }: Field): boolean {
  const isKey =
    keyColumns(table).includes(column) ||
    table.foreignKeys.some(({ columns }) => columns.includes(column.name));
  return column.type.kind === 'text' && !isKey;
}

function onceEach(found: readonly Named<Field>[], best: number): readonly Named<Field>[] {
  const close = found.filter(({ score }) => score >= best - weights.resolve.tie);
  return close.filter((one, at) => close.findIndex(({ what }) => what === one.what) === at);
}
