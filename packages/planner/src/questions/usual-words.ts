import { saidAs, type Word } from './words.ts';

/**
 * Words of a question as it is mostly put, where it may be put otherwise: an average that is said first, a count that is
 * said last, "multiple" for more than one, "sort them and return them". What stays keeps its place in the text.
 */
export function inUsualWords(words: readonly Word[]): readonly Word[] {
  const listed = withAggregates(withCountFirst(words));
  const short = withTotal(withCounts(withoutDegree(withoutReturn(withoutFront(listed)))));
  return withNumbers(withBounds(short));
}

const ends: ReadonlyMap<string, string> = new Map([
  ['smallest', 'minimum'],
  ['lowest', 'minimum'],
  ['least', 'minimum'],
  ['largest', 'maximum'],
  ['biggest', 'maximum'],
  ['highest', 'maximum'],
  ['greatest', 'maximum'],
]);
const aggregates = /^(?:average|mean|median|avg|typical)$/u;

/** "Smallest, largest and average quantity": what stands in a list with an average is made of the same column. */
function withAggregates(words: readonly Word[]): readonly Word[] {
  const isOne = ({ lower }: Word): boolean => ends.has(lower) || aggregates.test(lower);
  const isJoint = (word: Word | undefined): boolean => /^(?:,|and|&)$/u.test(word?.lower ?? '');
  return words.map((word, at) => {
    const plain = ends.get(word.lower);
    if (plain === undefined) return word;
    let [start, end] = [at, at];
    while (isJoint(words[start - 1]) && words.slice(start - 2, start - 1).some(isOne)) start -= 2;
    while (isJoint(words[end + 1]) && words.slice(end + 2, end + 3).some(isOne)) end += 2;
    const isListed = words.slice(start, end + 1).some(({ lower }) => aggregates.test(lower));
    return isListed ? saidAs(word, plain) : word;
  });
}

const onlyCounted =
  /^(?:just|only) (?:(?:the|a|their) )?(?:total )?(?:number|count|total)$|^just how many$|^(?:number|count) only$/u;
const longestCount = 4;
const command = /^(?:list|show|give|get|find|me|us|all|the)$/u;

/** "Parcels of last week, just the number": how many of them. */
function withCountFirst(words: readonly Word[]): readonly Word[] {
  const isWord = ({ kind }: Word): boolean => kind !== 'mark';
  const last = words.findLastIndex(isWord) + 1;
  const mark = words.findLastIndex((word, at) => at < last && !isWord(word));
  const phrase = words.slice(mark + 1, last);
  if (mark < 1 || phrase.length > longestCount || !onlyCounted.test(said(phrase))) return words;
  const from = words.findIndex(({ lower }) => !command.test(lower));
  const rows = words.slice(from, mark);
  const [first] = rows;
  if (first === undefined || /^(?:how|what|which|who)$/u.test(first.lower)) return words;
  return [saidAs(first, 'how'), saidAs(first, 'many'), ...rows, ...words.slice(last)];
}

const degree =
  /^(?:old|tall|high|long|big|large|heavy|expensive|wide|deep|fast|small|short|far|late|often)$/u;

/** "On average, how tall are …", "In total, how many …": what is made of the number stands at the end. */
function withoutFront(words: readonly Word[]): readonly Word[] {
  const phrase = said(words.slice(0, 2));
  if (phrase !== 'on average' && phrase !== 'in total') return words;
  const start = words[2]?.lower === ',' ? 3 : 2;
  const [how, what] = words.slice(start, start + 2).map(({ lower }) => lower);
  const isMuch = what === 'much';
  const asks =
    phrase === 'on average' ? isMuch || degree.test(what ?? '') : isMuch || what === 'many';
  if (how !== 'how' || !asks) return words;
  const { rest, end } = withoutEnd(words.slice(start));
  return [...rest, ...words.slice(0, 2), ...end];
}

/** "Sort the names alphabetically and return them": the names, in that order. */
function withoutReturn(words: readonly Word[]): readonly Word[] {
  const [first] = words;
  const { rest, end } = withoutEnd(words);
  const last = said(rest.slice(-3));
  if (first === undefined || !/^(?:sort|order)$/u.test(first.lower)) return words;
  if (!/^and (?:return|list|show|give|display|print) them$/u.test(last)) return words;
  return [{ ...first, lower: 'list', lemma: 'list' }, ...rest.slice(1, -3), ...end];
}

/** "report directly to": that nobody stands between is said by the verb as well. */
function withoutDegree(words: readonly Word[]): readonly Word[] {
  return words.filter(
    ({ lower }, at) =>
      !/^(?:directly|immediately)$/u.test(lower) ||
      !/^(?:report|reports|reporting|reported|work|works|working)$/u.test(
        words[at - 1]?.lower ?? '',
      ) ||
      !/^(?:to|under|for)$/u.test(words[at + 1]?.lower ?? ''),
  );
}

const oneNumber =
  /(?:^| )(?:, )?(?:(?:as|in|just|only) )?(?:one|a single) (?:number|figure)(?: please)?(?: [.?!])?$/u;

/** "all litres ever sold, one number please": in total. */
function withTotal(words: readonly Word[]): readonly Word[] {
  const tail = oneNumber.exec(said(words))?.[0].trim();
  const [first] = words;
  if (tail === undefined || first === undefined || first.kind !== 'word') return words;
  const rest = words.slice(0, words.length - tail.split(' ').length);
  const kept = /^(?:all|the)$/u.test(first.lower) ? rest.slice(1) : rest;
  return kept.length === 0 ? words : [saidAs(first, 'total'), ...kept];
}

/** "per owner: number and total value": how many there are. */
function withCounts(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word, at): readonly Word[] => {
    const before = words[at - 1]?.lower ?? '';
    const isListed = /^(?:[:,(]|the|their|with)$/u.test(before);
    const next = said(words.slice(at + 1, at + 4));
    const isBeside = /^(?:and|,) (?:the )?(?:total|sum|average|mean|median|combined)(?= |$)/u.test(
      next,
    );
    return word.lower === 'number' && isListed && isBeside
      ? [saidAs(word, 'how'), saidAs(word, 'many')]
      : [word];
  });
}

const bounds: ReadonlyMap<string, string> = new Map([
  ['north of', 'over'],
  ['upwards of', 'over'],
  ['upward of', 'over'],
  ['in excess of', 'over'],
  ['south of', 'under'],
  ['shy of', 'under'],
]);

/** "north of 150k": over it. Of places it is left as it is. */
function withBounds(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex((_, place) => boundAt(words, place) !== null);
  const bound = boundAt(words, at);
  const word = words[at];
  if (bound === null || word === undefined) return words;
  const rest = withBounds(words.slice(at + bound.length));
  return [...words.slice(0, at), saidAs(word, bound.text), ...rest];
}

function boundAt(
  words: readonly Word[],
  at: number,
): { readonly text: string; readonly length: number } | null {
  for (const length of [2, 3]) {
    const text = bounds.get(said(words.slice(at, at + length)));
    const end = at + length;
    const number = /^[€$£]$/u.test(words[end]?.lower ?? '') ? words[end + 1] : words[end];
    if (text !== undefined && number?.kind === 'number') return { text, length };
  }
  return null;
}

const having = /^(?:have|has|had|having|with|are|there|exist|got|won)$/u;

/** "multiple stores", "there are several referees": more than one; "at least a goal": at least one. */
function withNumbers(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word, at): readonly Word[] => {
    const before = words[at - 1]?.lower ?? '';
    const isNamed = words[at + 1]?.kind === 'word';
    const isMany = word.lower === 'multiple' || (word.lower === 'several' && having.test(before));
    if (isMany && isNamed)
      return [
        saidAs(word, 'more'),
        saidAs(word, 'than'),
        { ...saidAs(word, 'one'), kind: 'number', value: 1 },
      ];
    const isLeast = /^an?$/u.test(word.lower) && said(words.slice(at - 2, at)) === 'at least';
    return isLeast && isNamed && !isAmount(words, at + 1)
      ? [{ ...saidAs(word, 'one'), kind: 'number', value: 1 }]
      : [word];
  });
}

const longestName = 3;

/** "at least a salary of 2000": the number is behind the name. */
function isAmount(words: readonly Word[], at: number): boolean {
  const name = words.slice(at, at + longestName + 1);
  const of = name.findIndex(({ lower }) => lower === 'of');
  return of > 0 && words[at + of + 1]?.kind === 'number';
}

function said(words: readonly Word[]): string {
  return words.map(({ lower }) => lower).join(' ');
}

/** A question and the mark that ends it. */
function withoutEnd(words: readonly Word[]): {
  readonly rest: readonly Word[];
  readonly end: readonly Word[];
} {
  const isMarked = words.at(-1)?.kind === 'mark';
  return isMarked ? { rest: words.slice(0, -1), end: words.slice(-1) } : { rest: words, end: [] };
}
