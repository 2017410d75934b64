import { saidAs, type Word } from '../words.ts';
import {
  isPart,
  isRelative,
  isTime,
  prepositions,
  timeBefore,
  timeBehind,
  type Words,
} from './said-times.ts';

/**
 * "versus" between two times that are compared, however that is said: "compare revenue this month with last month", "how does
 * revenue in March compare to April", "January vs February 2025". A preposition and a year that are said once are said of both.
 */
export function inComparedTimes(said: readonly Word[]): readonly Word[] {
  const words = withTimesBehind(said);
  const asksCompared = commands.test(words[0]?.lower ?? '');
  for (let at = 1; at < words.length; at += 1) {
    const joint = jointAt(words, at, asksCompared);
    if (joint === 0) continue;
    const first = timeBefore(words, at);
    const second = timeBehind(words, at + joint);
    const versus = words[at];
    if (first === null || second === null || versus === undefined) continue;
    const [before, behind] = [words.slice(0, first.start), words.slice(second.end)];
    return [
      ...(asksCompared ? before.slice(1) : withoutHowDoes(before, words[at])),
      ...withYear(words.slice(first.start, at), words.slice(second.start, second.end)),
      saidAs(versus, 'versus'),
      ...withPreposition(words, first, second),
      ...behind,
    ];
  }
  return words;
}

/** "Compare this month's revenue with last month's": the revenue of this month with last month. */
function withTimesBehind(words: readonly Word[]): readonly Word[] {
  const [compare, one, two, owns, ...more] = words;
  if (compare === undefined || !commands.test(compare.lower) || owns?.lower !== "'s") return words;
  if (one === undefined || two === undefined || !isTime([one, two])) return words;
  const at = more.findLastIndex(({ lower }) => /^(?:with|to|against|and|versus|vs)$/u.test(lower));
  const other = timeBehind(more, at + 1);
  if (at < 1 || other === null) return words;
  const rest = more.slice(other.end).filter(({ lower }) => lower !== "'s");
  return [compare, ...more.slice(0, at), one, two, ...more.slice(at, other.end), ...rest];
}

const commands = /^(?:compare|comparing|comparison|contrast)$/u;

/** How many words stand between two times at a place: 0 where none do. */
function jointAt(words: readonly Word[], at: number, asksCompared: boolean): number {
  const [one, two] = words.slice(at, at + 2).map(({ lower }) => lower);
  if (/^(?:versus|vs|vs\.)$/u.test(one ?? '')) return two === '.' ? 2 : 1;
  if (/^compared?$/u.test(one ?? '') && /^(?:to|with|against)$/u.test(two ?? '')) return 2;
  return asksCompared && /^(?:with|to|against|and)$/u.test(one ?? '') ? 1 : 0;
}

/** "January versus February 2025": of one year. */
function withYear(first: readonly Word[], second: readonly Word[]): readonly Word[] {
  const [part, year] = second;
  const [only, more] = first;
  const isShared =
    only !== undefined && more === undefined && isPart(only.lower) && isPart(part?.lower ?? '');
  return isShared && year !== undefined ? [only, year] : first;
}

/** "in March versus April": the second is said in the same way as the first. */
function withPreposition(words: readonly Word[], first: Words, second: Words): readonly Word[] {
  const said = words.slice(second.start, second.end);
  const before = words[first.start - 1];
  const isBare = !isRelative(said[0]) && said[0]?.lower.endsWith('day') !== true;
  return isBare && before !== undefined && prepositions.test(before.lower)
    ? [before, ...said]
    : said;
}

/** "How does revenue …": what is compared is asked for. */
function withoutHowDoes(before: readonly Word[], joint: Word | undefined): readonly Word[] {
  const asks = /^how (?:does|do|did)$/u.test(
    before
      .slice(0, 2)
      .map(({ lower }) => lower)
      .join(' '),
  );
  return asks && joint?.lower === 'compare' ? before.slice(2) : before;
}
