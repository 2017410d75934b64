import type { Cue } from '../cues/cue.ts';
import { cuesOf, maxCueWords } from '../cues/cues-of.ts';
import { isOneOfNames, isOwnNumber } from '../name-spans.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { isParticiple } from '../states/verb-root.ts';
import { isOfPeople } from '../people-tables.ts';
import { isDoneBy } from '../roles/relation-items.ts';
import { weights } from '../weights.ts';
import { type Word } from '../words.ts';
import { allOfThem } from './all-of-them.ts';
import { emptyGroupWords } from './empty-groups.ts';
import { rowNumberAt } from './row-numbers.ts';
import { isRunningTime } from './running-time.ts';
import { gainOf, spanOf, type Item } from './item.ts';
import { isListedEvery } from './listed-every.ts';
import { numberVerbItems } from './number-verbs.ts';

/** Words of grammar that begin at a place, each for all that it may mean. */
export function cueItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const items: Item[] = [];
  const all = allOfThem(words, at);
  if (all > 0) {
    const gain = gainOf(all, weights.parse.cue);
    return [{ kind: 'cue', cue: { kind: 'only' }, start: at, end: at + all, gain }];
  }
  const everyIsListed = isListedEvery(words, at, index);
  const empty = emptyGroupWords(words, at);
  if (empty > 0) {
    const gain = gainOf(empty, weights.parse.cue);
    items.push({ kind: 'cue', cue: { kind: 'keepsEmpty' }, start: at, end: at + empty, gain });
  }
  for (let length = 1; length <= maxCueWords && at + length <= words.length; length += 1) {
    if (words[at + length - 1]?.kind === 'quoted') break;
    // "first name" is no rank.
    if (
      words[at + length]?.lemma === 'name' &&
      ['first', 'last'].includes(words[at + length - 1]?.lower ?? '')
    )
      continue;
    if (length === 1 && isOneOfNames(words, at)) continue;
    if (isOwnNumber(words, at, index) || rowNumberAt(words, at, index)?.is === 'column') break;
    if (length === 1 && words[at - 1]?.lower === 'at') continue;
    // "produced by": no grouping.
    const isAgent =
      length === 1 &&
      words[at]?.lower === 'by' &&
      /(?:ed|en|wn|ought|aught|made|sung|built|won|led|run|held|sold|told|paid|sent|spent|kept|met|left|lost|read|found)$/u.test(
        words[at - 1]?.lower ?? '',
      );
    if (length === 1) items.push(...numberVerbItems(words, at));
    const isOfRole = length === 2 && isPassiveOfRole(words, at, index);
    if (isOfRole) items.push(agentItem(at));
    for (const cue of isAgent ? cuesOf('of') : cuesOf(spanOf(words, at, length))) {
      // "with the …" and "with a …" are said of something else, or are phrases of their own.
      const isGiven = determined.has(words[at + length]?.lower ?? '');
      if (cue.kind === 'also' && cue.columns === true && isGiven) continue;
      if (cue.kind === 'also' && (isTied(words, at) || isTested(words, at + length))) continue;
      if (cue.kind === 'sort' && isDone(words, at, length)) continue;
      if (cue.kind === 'compare' && length === 1 && isUnder(words, at)) {
        items.push(ofItem(at));
        continue;
      }
      if (cue.kind === 'overTime' && length === 1 && isRunningTime(words, at)) continue;
      if (cue.kind === 'each' && length === 1 && everyIsListed) {
        items.push({
          kind: 'cue',
          cue: { kind: 'than' },
          start: at,
          end: at + 1,
          gain: gainOf(1, weights.parse.cue),
        });
        continue;
      }
      // "who owe an invoice": no sum of money.
      if (cue.kind === 'does' && owesOne.test(spanOf(words, at, length + 1))) continue;
      if (cue.kind === 'who' && saysWho(words, at + length, index)) continue;
      const gain = gainOf(
        whole.has(cue.kind) ? length : weighty(words, at, length),
        weights.parse.cue,
      );
      const cost = cue.kind !== 'who' && isDoer(words, at) ? weights.parse.unsaidWho : 0;
      items.push({ kind: 'cue', cue, start: at, end: at + length, gain: gain - cost });
    }
  }
  return items;
}

const owesOne = /^ow(?:e|es|ing) (?:an?|any)$/u;

const determined: ReadonlySet<string> = new Set(
  'a an the another other more less fewer at only no any some several each every different'.split(
    ' ',
  ),
);

/** "who of the drivers": drivers are meant, and not all people. */
const among: ReadonlySet<string> = new Set(['of', 'among', 'из', 'среди']);

/** "Who of the drivers", «кто лучшие водители»: people of one kind are said, and not all people. */
function saysWho(words: readonly Word[], at: number, index: SchemaIndex): boolean {
  if (among.has(words[at]?.lower ?? '')) return true;
  if (!/^\p{Script=Cyrillic}/u.test(words[at]?.lower ?? '')) return false;
  return words
    .slice(at, at + 2)
    .some((word) =>
      index
        .tablesNamed([word.lemma])
        .some(({ what, score }) => score >= weights.link.sure && isOfPeople(what)),
    );
}

/** "Who works …", "who never came": a person, whatever else is named. "Who are the ministers" may say more. */
function isDoer(words: readonly Word[], at: number): boolean {
  if (at !== 0 || words[0]?.lower !== 'who') return false;
  return !/^(?:of|among|is|are|was|were|be|do|does|did|'s|s)$/u.test(words[1]?.lower ?? '');
}

/** "customers ordered in the last 30 days": somebody ordered something, and nothing is sorted. */
export function isDone(words: readonly Word[], at: number, length: number): boolean {
  const said = spanOf(words, at, length);
  if (said !== 'ordered' && said !== 'ordered in') return false;
  const next = spanOf(words, at + 1, 3);
  return !/^(?:$|[,.]|by|alphabetically|chronologically|descending|ascending|from|(?:in )?(?:the )?(?:reverse|alphabetic|chronologic|lexicographic|descending|ascending|increasing|decreasing|desc|asc|order))/u.test(
    next,
  );
}

/** Begin what is said of the name before: "the artist aged 32", "the trains named …". */
const toldOf: ReadonlySet<string> = new Set('aged named called titled whose who'.split(' '));

/** "volumes associated with the artist": by which they are told. */
function isTied(words: readonly Word[], at: number): boolean {
  return words[at]?.lower === 'with' && /\p{L}{3}ed$/u.test(words[at - 1]?.lower ?? '');
}

/** "with the highest …", "with the 3 smallest …": a condition, nothing to be shown beside. */
function isTested(words: readonly Word[], at: number): boolean {
  const [next, after] = words.slice(at, at + 2);
  if (next === undefined || next.kind === 'number') return true;
  const isToldOf = words
    .slice(at + 1, at + 3)
    .some(({ kind, lower }) => kind === 'quoted' || toldOf.has(lower));
  // "the building with id 12"
  if (isToldOf || after?.kind === 'number') return true;
  if (['that', 'which'].includes(after?.lower ?? '')) return true;
  return cuesOf(next.lower).some(
    (cue) =>
      cue.kind === 'superlative' ||
      cue.kind === 'ordinal' ||
      (cue.kind === 'aggregate' && (cue.fn === 'max' || cue.fn === 'min')),
  );
}

/** "advised by", where students have advisers: the words say which key leads to the name that follows. */
function isPassiveOfRole(words: readonly Word[], at: number, { roles }: SchemaIndex): boolean {
  const [verb, by] = words.slice(at, at + 2);
  if (by?.lower !== 'by' || verb === undefined || !isParticiple(verb.lower)) return false;
  return roles.tables.some((role) => !role.isSelf && isDoneBy(verb.lower, role));
}

/** "under the category Seeds": no comparison, as neither a number nor an average follows. */
function isUnder(words: readonly Word[], at: number): boolean {
  if (words[at]?.lower !== 'under' || words[at + 1]?.lower !== 'the') return false;
  return words
    .slice(at + 2, at + 5)
    .every(
      ({ kind, lower }) =>
        kind !== 'number' &&
        cuesOf(lower).every((cue) => cue.kind !== 'aggregate' && cue.kind !== 'superlative'),
    );
}

function ofItem(at: number): Item {
  return {
    kind: 'cue',
    cue: { kind: 'of' },
    start: at,
    end: at + 1,
    gain: gainOf(1, weights.parse.cue),
  };
}

function agentItem(at: number): Item {
  const gain = gainOf(1, weights.parse.cue);
  return { kind: 'cue', cue: { kind: 'of' }, start: at, end: at + 2, gain };
}

/** "kinds of rooms" are values, not rows. */
export const kinds: ReadonlySet<string> = new Set(['kind', 'type', 'sort', 'category', 'amount']);

/** Cues whose small words belong to them: "in or after", "from most to least", "sort the result in". */
export const whole: ReadonlySet<Cue['kind']> = new Set(['compare', 'direction', 'sort'] as const);

/** Articles and the like add nothing to a phrase of grammar. */
function weighty(words: readonly Word[], at: number, length: number): number {
  return Math.max(1, words.slice(at, at + length).filter((word) => !light.has(word.lower)).length);
}

const light: ReadonlySet<string> = new Set(
  'the a an is are was were in by to on me do does did from в на с у по из со чем'.split(' '),
);
