import { lemma } from '../lexicon/lemma.ts';
import { fold } from '../text/tokenise.ts';

/** Parts of names that say how a table is made, not what it holds. */
const noise: ReadonlySet<string> = new Set([
  'dim',
  'fact',
  'fct',
  'tbl',
  'table',
  'raw',
  'stg',
  'staging',
  'src',
  'v',
  'vw',
  'view',
  't',
  'data',
  'the',
  'mart',
  'dwh',
]);

/** Words of an identifier, as lemmas: `salesOrders`, `sales_orders`, `SALES-ORDERS` are sale, order. */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replaceAll(/(\p{L})(\d)/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => lemma(fold(word)));
}

/** Without the parts that say how a table is made; all of them when nothing else is left. */
export function coreWords(name: string): string[] {
  const words = nameWords(name);
  const core = words.filter((word) => !noise.has(word));
  return core.length === 0 ? words : core;
}

/** How alike two words are, 0 to 1: 1 less the edits (swaps count once) per letter. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  if (longest > 40 || Math.abs(a.length - b.length) > 2) return 0;
  return 1 - editDistance(a, b) / longest;
}

function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        (current[column - 1] ?? 0) + 1,
        (previous[column] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
        swap ? (beforePrevious[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
