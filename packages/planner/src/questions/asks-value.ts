import type { Form } from './form.ts';
import type { Word } from './words.ts';

const extremes: ReadonlySet<string> = new Set(
  'highest lowest largest smallest biggest greatest maximum minimum max min longest shortest oldest youngest latest earliest'.split(
    ' ',
  ),
);

/**
 * "What is the highest salary of employees?" asks for the salary: whether a form shows instead whose it is. "Who has
 * the highest salary?" and "What is the cheapest product?" do not.
 */
export function missesAskedValue(words: readonly Word[], { order, shows, limit }: Form): boolean {
  const [what, is, the, extreme] = words.map(({ lower }) => lower);
  const asks =
    (what === 'what' && ['is', 'was', 'are', 'were'].includes(is ?? '') && the === 'the') ||
    (what === "what's" && is === 'the');
  const at = what === 'what' ? 3 : 2;
  const said = what === 'what' ? extreme : the;
  const by = order[0]?.by;
  return (
    asks &&
    extremes.has(said ?? '') &&
    limit === 1 &&
    shows.length === 0 &&
    by?.kind === 'column' &&
    by.at === at + 1
  );
}
