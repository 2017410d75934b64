import { busyOrderItems } from './adjectives/busy-order.ts';
import { doneFirstItems } from './adjectives/done-first.ts';
import { firstItems } from './adjectives/first-items.ts';
import { fromOneItems } from './adjectives/from-one.ts';
import { fromToItems } from './adjectives/from-to.ts';
import { otherExtremeItems } from './adjectives/other-extreme.ts';
import { orderedWhenItems } from './adjectives/ordered-when.ts';
import { isSmallWord } from './cues/small-words.ts';
import { foreignStates } from './foreign-states.ts';
import type { SchemaIndex } from './schema-index.ts';
import { filledAt } from './states/filled.ts';
import { flagsDoneAt } from './states/flag-done.ts';
import { flagsHadAt } from './states/flag-had.ts';
import { signsAt } from './states/signs.ts';
import { stockAt } from './states/stock.ts';
import { statesAt } from './states/state-items.ts';
import { isStateVerb } from './states/state-verbs.ts';
import { weekdaysAt } from './times/weekdays.ts';
import { timesAt } from './times/time-items.ts';
import { ageAt } from './ages/age-items.ts';
import { turnedItems } from './ages/turned-items.ts';
import { kindsAt } from './kinds/kind-items.ts';
import { ownRowsAt } from './kinds/own-rows.ts';
import { paymentWayItems } from './money/payment-ways.ts';
import { actorItems } from './roles/actors.ts';
import { roleOfRowsItems } from './roles/role-of-rows.ts';
import { noRepeatsItems } from './items/no-repeats.ts';
import { ordinalValueItems } from './items/ordinal-values.ts';
import { gainedItems } from './items/gained-items.ts';
import { toldFirstItems } from './items/told-first.ts';
import { wayVerbItems } from './roles/way-verbs.ts';
import { whoseAt } from './roles/whose-items.ts';
import { gapAt } from './gaps/read-gap.ts';
import { byNameItems } from './shapes/by-name.ts';
import { doneAt } from './shapes/done-items.ts';
import { moneyAt, moneyOfVerb } from './money/money-items.ts';
import { taxWords } from './money/tax-side.ts';
import { numberAdjectivesAt } from './units/number-adjectives.ts';
import { capacityItems } from './capacities/take-capacity.ts';
import { periodItems } from './periods/take-period.ts';
import { periodStatesAt } from './stretches/period-states.ts';
import { stayRowsAt } from './stretches/stay-rows.ts';
import { longerAt } from './stretches/longer-items.ts';
import { lastingAt, lastingWords } from './stretches/lasting-items.ts';
import { questionWords, type QuestionWords } from './question-words/asked-items.ts';
import { daysAsked } from './question-words/days-asked.ts';
import { listAgainItems } from './question-words/list-again.ts';
import { yearsOfDoing } from './question-words/year-of-doing.ts';
import { quantityAt } from './units/quantity-items.ts';
import { toldAt } from './units/told-in.ts';
import { weights } from './weights.ts';
import { type Word } from './words.ts';
import { gainOf, spanOf, type Item } from './items/item.ts';
import { againItems } from './items/again-items.ts';
import { becameItems, isBecoming } from './items/became.ts';
import { compoundNouns } from './items/compound-nouns.ts';
import { cueItems } from './items/cue-items.ts';
import { idleWordsAt } from './items/idle-words.ts';
import { asksUnknownKind, kindOfAt } from './items/kind-of-items.ts';
import { idleItems } from './items/idle-phrases.ts';
import { lackingItems } from './items/lacking-items.ts';
import { leastItems } from './items/least-items.ts';
import { hourlyPayItems } from './items/hourly-pay.ts';
import { letterItems } from './items/letter-items.ts';
import { membersAt } from './items/members-of.ts';
import { standsForAt } from './items/stands-for-items.ts';
import { numberItems } from './items/number-items.ts';
import { nameItems } from './items/name-items.ts';
import { isOfTookPlace } from './items/took-place.ts';
import { beginsName } from './items/beside.ts';
import { happeningItems } from './items/happening-items.ts';
import { doerItems } from './items/doer-items.ts';
import { yearColumnItems } from './items/year-column-items.ts';
import { personItems } from './items/person-items.ts';
import { runningTimeItems } from './items/running-time.ts';
import { rowNumberItems } from './items/row-numbers.ts';
import { portionItems } from './items/portion-items.ts';
import { includedItems } from './items/included.ts';
import { timesAverageItems } from './items/times-average.ts';
import { foreignValueItems, valueItems } from './items/value-items.ts';

/** All that each place of a question may begin. */
export function readItems(
  words: readonly Word[],
  index: SchemaIndex,
): readonly (readonly Item[])[] {
  const asked = questionWords(words, index);
  const saysVerb = ({ kind, start, end }: Item): boolean =>
    kind === 'column' && asked.verbs.some((verb) => start <= verb && verb < end);
  return words.map((_, at) => {
    const isAsked = asked.asksFurther(at);
    const all = isOfTookPlace(words, at)
      ? []
      : itemsAt(words, at, { index, asked }).filter((one) => !saysVerb(one));
    const kept = isAsked ? all.filter(({ kind }) => kind !== 'cue' && kind !== 'series') : all;
    return wholeComparisons(words, at, [
      ...kept,
      isAsked || asksUnknownKind(words, at, index) ? contentItem(at) : skipItem(words, at),
    ]);
  });
}

function itemsAt(
  words: readonly Word[],
  at: number,
  { index, asked }: { readonly index: SchemaIndex; readonly asked: QuestionWords },
): readonly Item[] {
  return [
    ...cueItems(words, at, index),
    ...fromToItems(words, at, index),
    ...firstItems(words, at, index),
    ...doneFirstItems(words, at, index),
    ...busyOrderItems(words, at, index),
    ...byNameItems(words, at, index),
    ...otherExtremeItems(words, at),
    ...fromOneItems(words, at, index),
    ...orderedWhenItems(words, at, index),
    ...againItems(words, at),
    ...portionItems(words, at),
    ...includedItems(words, at, index),
    ...timesAverageItems(words, at),
    ...becameItems(words, at, index),
    ...numberItems(words, at, index),
    ...nameItems(words, at, index),
    ...kindOfAt(words, at, index),
    ...rowNumberItems(words, at, index),
    ...yearColumnItems(words, at, index),
    ...personItems(words, at, index),
    ...doerItems(words, at, index),
    ...membersAt(words, at, index),
    ...idleWordsAt(words, at, index),
    ...valueItems(words, at, index),
    ...stateItems(words, at, index),
    ...kindItems(words, at, index),
    ...whoseItems(words, at, index),
    ...quantityItems(words, at),
    ...toldItems(words, at),
    ...foreignValueItems(words, at, index),
    ...timeItems(words, at, index),
    ...compoundNouns(words, at, index),
    ...capacityItems(words, at, index),
    ...periodItems(words, at, index),
    ...gapItems(words, at, index),
    ...lastingItems(words, at, index),
    ...moneyItems(words, at, index),
    ...paymentWayItems(words, at, index),
    ...hourlyPayItems(words, at, index),
    ...taxItems(words, at),
    ...onceItems(words, at),
    ...idleItems(words, at, index),
    ...letterItems(words, at),
    ...standsForAt(words, at),
    ...doneItems(words, at, index),
    ...ageItems(words, at, index),
    ...turnedItems(words, at, index),
    ...runningTimeItems(words, at, index),
    ...asked.itemsAt(at),
    ...yearsOfDoing(words, at, index),
    ...listAgainItems(words, at),
    ...daysAsked(words, at, index),
    ...wayVerbItems(words, at, index),
    ...roleOfRowsItems(words, at, index),
    ...actorItems(words, at, index),
    ...noRepeatsItems(words, at, index),
    ...toldFirstItems(words, at),
    ...ordinalValueItems(words, at, index),
    ...gainedItems(words, at, index),
    ...happeningItems(words, at, index),
    ...lackingItems(words, at, index),
    ...leastItems(words, at, index),
  ];
}

/** A question word that asks for more is content: what passes over it does not answer the question. */
function contentItem(at: number): Item {
  const gain = -weights.parse.unread;
  return { kind: 'skip', isContent: true, isVerb: false, start: at, end: at + 1, gain };
}

/** "no less than" is one comparison: neither half of it is read by itself. */
function wholeComparisons(
  words: readonly Word[],
  at: number,
  items: readonly Item[],
): readonly Item[] {
  if (!/^(?:no|not)$/u.test(words[at]?.lower ?? '') || words[at + 2]?.lower !== 'than')
    return items;
  const isWhole = ({ kind, start, end }: Item): boolean => kind === 'cue' && end - start >= 3;
  return items.some(isWhole) ? items.filter(isWhole) : items;
}

function quantityItems(words: readonly Word[], at: number): readonly Item[] {
  const found = quantityAt(words, at);
  if (found === null) return [];
  const { length, ...quantity } = found;
  const gain = gainOf(length, weights.parse.value);
  return [{ ...quantity, start: at, end: at + length, gain }];
}

function toldItems(words: readonly Word[], at: number): readonly Item[] {
  const found = toldAt(words, at);
  if (found === null) return [];
  const { length, ...told } = found;
  return [{ ...told, start: at, end: at + length, gain: gainOf(length, weights.parse.cue) }];
}

function stateItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  if (isBecoming(words, at, index)) return [];
  const actors = new Set(actorItems(words, at, index).map(({ end }) => end - at));
  const known = (index.tablesNamed([words[at]?.lemma ?? ''])[0]?.score ?? 0) >= weights.link.sure;
  return (
    [
      ...statesAt(words, at, index.states),
      ...foreignStates(words, at, index.states),
      ...numberAdjectivesAt(words, at, index),
      ...filledAt(words, at, index),
      ...flagsHadAt(words, at, index),
      ...flagsDoneAt(words, at, index),
      ...stockAt(words, at, index),
      ...longerAt(words, at, index),
      ...signsAt(words, at, index),
      ...weekdaysAt(words, at, index),
      ...periodStatesAt(words, at, index),
    ]
      // A comment may say "NULL for depot managers": depots are a table all the same.
      .filter(({ test, length }) => !(known && length === 1 && test.kind === 'null'))
      .filter(({ length }) => length > 1 || !isStateVerb(words, at, index))
      // "who signed off": that it was done is said of whoever did it.
      .filter(({ test, length }) => test.kind !== 'null' || !actors.has(length))
      .filter(({ test, length }) => !(test.kind === 'null' && goesOnTo(words, at + length)))
      .map(({ kind, test, sure, length }) => ({
        kind,
        test,
        start: at,
        end: at + length,
        gain: gainOf(length, weights.parse.value * sure),
      }))
  );
}

/** "assigned to any sprint", "dealt with any claims": what to is said behind, and it is no assignee. */
function goesOnTo(words: readonly Word[], at: number): boolean {
  const isOpen = words[at - 1]?.lower === 'with' && words[at - 2]?.lower === 'dealt';
  if (isOpen && words[at]?.kind === 'word') return true;
  return words[at]?.lower === 'to' && /^(?:any|an?)$/u.test(words[at + 1]?.lower ?? '');
}

function kindItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const own = ownRowsAt(words, at, index).map((one) => ({ ...one, more: weights.parse.table }));
  const isOfName = beginsName(words, at, index);
  const kinds = isOfName ? [] : kindsAt(words, at, index).map((one) => ({ ...one, more: 0 }));
  return [...own, ...kinds].map(({ length, sure, more, ...rows }) => ({
    ...rows,
    start: at,
    end: at + length,
    gain: gainOf(length, weights.parse.value * sure) + more,
  }));
}

function whoseItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const found = whoseAt(words, at, index);
  if (found === null) return [];
  const { length, sure, ...whose } = found;
  const gain = gainOf(length, weights.parse.table * sure);
  return [{ ...whose, start: at, end: at + length, gain }];
}

function gapItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const found = gapAt(words, at, index);
  if (found === null) return [];
  const { length, ...gap } = found;
  return [{ ...gap, start: at, end: at + length, gain: gainOf(length, weights.parse.value) }];
}

function timeItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  return timesAt(words, at, index).map(({ meaning, sure, length }) => ({
    ...meaning,
    start: at,
    end: at + length,
    gain: gainOf(length, weights.parse.value * sure),
  }));
}

function doneItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const table = doneAt(words, at, index);
  if (table === null) return [];
  const gain = gainOf(1, weights.parse.table * weights.link.done);
  return [{ kind: 'done', table, start: at, end: at + 1, gain }];
}

function lastingItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const items: Item[] = [];
  const found = lastingAt(words, at, index);
  if (found !== null) {
    const { length, ...lasting } = found;
    const gain = gainOf(length, weights.parse.cue);
    items.push({ ...lasting, start: at, end: at + length, gain });
  }
  const stays = stayRowsAt(words, at, index);
  if (stays !== null) {
    const gain = gainOf(1, weights.parse.table);
    items.push({ kind: 'table', table: stays, start: at, end: at + 1, gain });
  }
  const idle = lastingWords(words, at);
  if (idle > 0) {
    const gain = gainOf(idle, weights.parse.cue);
    const end = at + idle;
    const isAverage = words.slice(at, end).at(-1)?.lower === 'average';
    items.push({ kind: 'skip', isContent: false, isVerb: true, isAverage, start: at, end, gain });
  }
  return items;
}

function moneyItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  if (moneyOfVerb(words, at, index)) {
    const gain = gainOf(1, weights.parse.cue);
    return [{ kind: 'skip', isContent: false, isVerb: false, start: at, end: at + 1, gain }];
  }
  const money = moneyAt(words, at, index);
  if (money === null) return [];
  const { column, length, sure } = money;
  const gain = gainOf(length, weights.parse.column * sure);
  return [{ kind: 'column', column, start: at, end: at + length, gain }];
}

function ageItems(words: readonly Word[], at: number, index: SchemaIndex): readonly Item[] {
  const found = ageAt(words, at, index);
  if (found === null) return [];
  const { column, length } = found;
  const gain = gainOf(length, weights.parse.column);
  return [{ kind: 'column', column, start: at, end: at + length, gain }];
}

/** "before tax": which column of money is meant was read from it; it says nothing else. */
function taxItems(words: readonly Word[], at: number): readonly Item[] {
  const length = taxWords(words, at);
  if (length === 0) return [];
  const gain = gainOf(length, weights.parse.cue);
  return [{ kind: 'skip', isContent: false, isVerb: false, start: at, end: at + length, gain }];
}

/** "ordered at least once": what was done was done. */
function onceItems(words: readonly Word[], at: number): readonly Item[] {
  const said = spanOf(words, at, 3);
  if (said !== 'at least once' && said !== 'хотя бы раз') return [];
  const gain = gainOf(3, weights.parse.cue);
  return [{ kind: 'skip', isContent: false, isVerb: false, start: at, end: at + 3, gain }];
}

function skipItem(words: readonly Word[], at: number): Item {
  const word = words[at];
  const isSmall = word === undefined || word.kind === 'mark' || isSmallWord(word.lower);
  const cost = isSmall ? weights.parse.small : weights.parse.unread;
  const isVerb = !isSmall || verbs.test(word?.lower ?? '');
  return { kind: 'skip', isContent: !isSmall, isVerb, start: at, end: at + 1, gain: -cost };
}

/** Small words that begin what is said of something. */
const verbs =
  /^(?:is|are|was|were|be|been|has|have|had|do|does|did|live|lives|work|works|get|got|gets)$/u;
