import { parseTimeUnit, type TimeUnit } from '@ai-etl/core';
import { timeToken } from '../cues/times.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { wordLemma, type Word } from '../words.ts';
import { stretchesOf } from './stretch-mention.ts';
import type { StretchKind } from './stretch-of.ts';

/** "How long do", "average length of": what is named next is asked for how long it lasts. */
export interface LastingItem {
  readonly kind: 'lasting';
  /** In which unit; null: none was said. */
  readonly unit: TimeUnit | null;
  /** "how long": on average, where nothing else is said. */
  readonly isAverage: boolean;
  /** "how late": after what was due. */
  readonly isLate: boolean;
  /** "do patients wait for": until it begins. */
  readonly isWait: boolean;
  /** What verbs behind say of what lasts. */
  readonly verbs: StretchKind | null;
  /** Words behind, in lower case, that may name the moment: "how late do the legs leave". */
  readonly behind: readonly string[];
}

interface Placed extends LastingItem {
  readonly length: number;
}

/** Words behind that are looked at for verbs. */
const reach = 10;

/** Reads what asks how long at a word; null when it is nothing of that kind. */
export function lastingAt(words: readonly Word[], at: number, index: SchemaIndex): Placed | null {
  const lead = leadAt(words, at, index);
  if (lead === null) return null;
  const behind = words.slice(at + lead.length, at + lead.length + reach).map(({ lower }) => lower);
  const isWait = behind.some((word) =>
    /^(?:wait|waits|waited|waiting|жд[уеё]\p{L}*|ожида\p{L}+)$/u.test(word),
  );
  return { kind: 'lasting', ...lead, isWait, verbs: kindOf(behind), behind };
}

interface Lead {
  readonly length: number;
  readonly unit: TimeUnit | null;
  readonly isAverage: boolean;
  readonly isLate: boolean;
}

const auxiliary = /^(?:do|does|did|is|are|was|were|have|has|had|will)$/u;
const average = /^(?:on average|in average|typically|usually|normally|в среднем|обычно)/u;
/** Words with which Russian says that something takes time. */
const russianVerb =
  /^(?:длит|длил|занима|уход|ушл|проход|прош[её]?л|ждут|жд[её]т|ждал|стоит|стоят|стоял|висит|висят|лежит|лежат|лежал|жив[её]?т|остава|тян|продолжа|требу|нужн|трат|закрыва|реша|отвеча|обрабатыва|провод|работа|пользу|дела|ремонтиру|задержива)/u;

function leadAt(words: readonly Word[], at: number, index: SchemaIndex): Lead | null {
  const said = words.slice(at, at + 8).map(({ lower }) => lower);
  const [first = '', second = ''] = said;
  if ((first === 'for' && second === 'how') || first === 'how') return english(said, index);
  if (/^(?:length|duration|lifetime|lifespan)$/u.test(first) && second === 'of')
    return { length: 2, unit: null, isAverage: false, isLate: false };
  if (/^(?:delay|lateness|опоздани\p{L}+|задержк\p{L}+)$/u.test(first))
    return !isAveraged(words[at - 1]) || isNamed(first, words[at], index) ? null : plain(1, true);
  if (/^(?:длительност|продолжительност)\p{L}{1,3}$/u.test(first)) return plain(1, false);
  return russian(said, index);
}

/** "late" is a state; "average lateness" is a stretch. */
function isAveraged(before: Word | undefined): boolean {
  return /^(?:average|mean|median|typical|maximum|max|total|средн|медиан|максим|общ)/u.test(
    before?.lower ?? '',
  );
}

function plain(length: number, isLate: boolean): Lead {
  return { length, unit: null, isAverage: false, isLate };
}

function isNamed(lower: string, word: Word | undefined, index: SchemaIndex): boolean {
  return [lower, word?.lemma ?? lower].some(
    (one) => (index.fieldsNamed([one])[0]?.score ?? 0) >= 0.75,
  );
}

/** "how long do", "for how many days are", "how late are". */
function english(said: readonly string[], index: SchemaIndex): Lead | null {
  const start = said[0] === 'for' ? 1 : 0;
  const [, what = '', third = ''] = said.slice(start);
  const open = (length: number, unit: TimeUnit | null, isLate = false): Lead | null => {
    const skipped = average.exec(said.slice(start + length).join(' '))?.[0].split(' ').length ?? 0;
    const next = said[start + length + skipped] ?? '';
    if (!auxiliary.test(next)) return null;
    return { length: start + length + skipped + 1, unit, isAverage: true, isLate };
  };
  if (what === 'long') return open(2, null);
  if (/^(?:late|delayed|overdue)$/u.test(what)) return open(2, null, true);
  const unit = what === 'many' || what === 'much' ? unitNamed(third) : null;
  if (unit === null || isColumn(third, index)) return null;
  return perRow(said, start + 3, unit.unit, index) ?? open(3, unit.unit);
}

/** "how many days per rental": where rentals last. */
function perRow(
  said: readonly string[],
  at: number,
  unit: TimeUnit | null,
  index: SchemaIndex,
): Lead | null {
  if (said[at] !== 'per') return null;
  const named = index.tablesNamed([wordLemma(said[at + 1] ?? '')]).slice(0, 1);
  if (stretchesOf(named).length === 0) return null;
  return { length: at + 1, unit, isAverage: true, isLate: false };
}

/** "сколько в среднем дней длится", "как долго", "сколько времени уходит на". */
function russian(said: readonly string[], index: SchemaIndex): Lead | null {
  if (said[0] === 'как' && said[1] === 'долго')
    return { length: 2, unit: null, isAverage: true, isLate: false };
  const late =
    /^(?:на )?(?:сколько|насколько) (?:\p{L}+ )?(?:в среднем )?(?:опазды|опозда|задержив|задерж|просроч)\p{L}*/u.exec(
      said.join(' '),
    );
  if (late !== null) {
    const length = late[0].split(' ').length;
    const unit =
      said
        .slice(0, length)
        .map(unitNamed)
        .find((one) => one?.unit != null)?.unit ?? null;
    return { length, unit, isAverage: true, isLate: true };
  }
  if (said[0] !== 'сколько') return null;
  let length = 1;
  const skip = (): void => {
    length += average.exec(said.slice(length).join(' '))?.[0].split(' ').length ?? 0;
  };
  skip();
  const unit = unitNamed(said[length] ?? '');
  if (unit === null || isColumn(said[length] ?? '', index)) return null;
  length += 1;
  skip();
  if (!russianVerb.test(said[length] ?? '')) return null;
  length += 1;
  skip();
  if (said[length] === 'на' || said[length] === 'у') length += 1;
  return { length, unit: unit.unit, isAverage: true, isLate: false };
}

/** A unit as it is said; `unit` null for "time". */
function unitNamed(lower: string): { readonly unit: TimeUnit | null } | null {
  if (['time', 'времени', 'время'].includes(lower)) return { unit: null };
  if (/^nights?$|^ноч(?:ь|и|ей)$/u.test(lower)) return { unit: 'day' };
  const unit = parseTimeUnit(timeToken(lower));
  return unit === undefined ? null : { unit };
}

/** "how many hours did each employee work": a column holds them. */
function isColumn(lower: string, index: SchemaIndex): boolean {
  const bare = timeToken(lower);
  return [lower, bare].some((one) => (index.fieldsNamed([one])[0]?.score ?? 0) >= 0.75);
}

/** What verbs say of what lasts: guests stay, people work for a firm. */
function kindOf(behind: readonly string[]): StretchKind | null {
  if (
    behind.some((word) =>
      /^(?:stay|stays|stayed|staying|lie|жив[уе]\p{L}+|лежа\p{L}*|лежи\p{L}*)$/u.test(word),
    )
  )
    return behind.some((word) => /^(?:us|company|firm)$/u.test(word)) ? 'tenure' : 'stay';
  return behind.some((word) => /^(?:employed|работа\p{L}+)$/u.test(word)) ? 'tenure' : null;
}

/** Words of a question that asks how long which add nothing: "stay open", "take", "on average". */
export function lastingWords(words: readonly Word[], at: number): number {
  const before = words
    .slice(0, at)
    .map(({ lower }) => lower)
    .join(' ');
  if (!asksHowLong.test(before)) return 0;
  const said = words
    .slice(at, at + 4)
    .map(({ lower }) => lower)
    .join(' ');
  return idle.exec(said)?.[0].split(' ').length ?? 0;
}

const asksHowLong =
  /(?:^| )(?:how (?:long|late|delayed|overdue|(?:many|much) (?:second|minute|hour|day|night|week|month|quarter|year|time)s?) |как долго|сколько (?:\p{L}+ ){0,3}(?:времени|секунд|минут|час|дн|ноч|недел|месяц|лет))/u;
const idle =
  /^(?:(?:usually |typically |normally |on average |generally )?(?:stay|stays|stayed|remain|remains|remained|are|is|be|were|was|kept|keep|sit|sat|lie|lies) (?:open|active|vacant|unanswered|unpaid|unresolved|pending|with us|employed|alive|running|unsolved|empty|on sale)(?= |$|\?)|(?:take|takes|took|last|lasts|lasted|stay|stays|stayed|remain|remains|run|runs|ran|live|lives|spend|spent|need|needs|needed|waits?(?: for)?|waited(?: for)?|sit|sits|go on|work for us|stick around)(?: with us| in total)?(?= |$|\?)|on average|in average|typically|usually|normally|в среднем|обычно|(?:длит|занима|уход|проход|жд|стоит|стоят|висит|висят|лежит|лежат|жив|остава|тян|продолжа|требу|закрыва|реша|провод|работа|у нас)\p{L}*)(?= |$|\?)/u;
