import type { CatalogColumn } from '@ai-etl/core';
import { verbRoot } from '../states/verb-root.ts';
import { nullMeanings } from '../states/null-comment.ts';
import { wordLemma } from '../words.ts';

/** Words of a comment that tell a state of rows, and which state of the column it is. */
export interface StatePhrase {
  /** Roots of its words in their order, those that say nothing left out. */
  readonly roots: readonly string[];
  readonly says: PhraseSays;
}

export type PhraseSays =
  | { readonly kind: 'null'; readonly isEmpty: boolean }
  | { readonly kind: 'flag'; readonly value: boolean };

const longestComment = 500;
const mostRoots = 6;
const silent: ReadonlySet<string> = new Set(
  (
    'a an the it its is are was were has have had been be being do does did still yet once ever so far everything anything something all own of to ' +
    'that this those who they he she we us our you your their his her row rows one and or not never nobody none only just s'
  ).split(' '),
);
const prepositions: ReadonlySet<string> = new Set(
  'in on at over under out up down off from by for with without into away back around no'.split(
    ' ',
  ),
);

/** States that the comment of a column tells in more than one word: "pays everything out of pocket". Pure. */
export function statePhrases(column: CatalogColumn): readonly StatePhrase[] {
  const { comment } = column;
  if (comment === undefined) return [];
  const found = [
    ...(column.nullable
      ? nullMeanings(comment).map(({ phrase, isEmpty }): readonly [string, PhraseSays] => [
          phrase,
          { kind: 'null', isEmpty },
        ])
      : []),
    ...(column.type.kind === 'bool' ? flagPhrases(comment.slice(0, longestComment)) : []),
  ];
  return found.flatMap(([phrase, says]) => {
    const roots = rootsOf(phrase);
    const isPhrase = roots.length > 1 && roots.length <= mostRoots && roots.some(isContent);
    return isPhrase ? [{ roots, says }] : [];
  });
}

/** Roots of the words of a text that say something. */
export function rootsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !silent.has(word))
    .map(rootOfWord);
}

/** Whether a word may end a phrase: no preposition that waits for its noun. */
export function mayEnd(root: string): boolean {
  return isContent(root) || particles.has(root);
}

const particles: ReadonlySet<string> = new Set('out up down off away back around over'.split(' '));

/** Whether a root is more than a preposition. */
export function isContent(root: string): boolean {
  return !prepositions.has(root);
}

function rootOfWord(word: string): string {
  return prepositions.has(word) ? word : verbRoot(wordLemma(word));
}

/** "FALSE: sold over the counter", "takes on new patients". */
function flagPhrases(comment: string): readonly (readonly [string, PhraseSays])[] {
  return comment.split(/[;,.\n]/u).map((part) => {
    const said =
      /^\s*(?:is |when )?(true|false|yes|no|t|f|1|0)\s*(?:[:=]|→|->|if|when|means|–|—|-)\s*(.+)$/iu.exec(
        part,
      );
    const value = said === null || /^(?:true|yes|t|1)$/iu.test(said[1] ?? '');
    return [said?.[2] ?? part, { kind: 'flag', value }] as const;
  });
}
