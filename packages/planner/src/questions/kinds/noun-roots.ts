import { wordLemma } from '../words.ts';
import { verbRoot } from '../states/verb-root.ts';

const made =
  /(?:ions?|ments?|als?|ures?|ings?|loss|losses|thefts?|deaths?|births?|[a-z]{3,}(?:ups?|outs?|offs?|backs?))$/u;
const doer = /(?:e?rs?|ors?|ees?|ists?)$/u;

/**
 * The roots of what a noun may be made of: cancellations of cancel, part-timers of part time, no-shows of no
 * show. Empty for words that are neither made of a verb nor said of several. Lower case.
 */
export function nounRoots(noun: string): readonly string[] {
  const pieces = noun.split(/[-_ ]/u);
  const end = pieces.at(-1) ?? '';
  const last = wordLemma(end);
  if (last === end && !made.test(end) && !doer.test(end)) return [];
  const before = pieces.slice(0, -1);
  const doing = last.replace(doer, '');
  const ends = doing !== last && doing.length > 2 ? [last, end, doing] : [last, end];
  const roots = ends.map((one) => rootOf([...before, one].join(' ')));
  return [...new Set(roots)].filter((root) => root.length > 2);
}

/** What the forms of a state share, however many words it has: "part time" and "part-time". */
export function rootOf(spelled: string): string {
  return spelled
    .split(/[-_ ~]/u)
    .map((word) => verbRoot(word))
    .join('');
}
