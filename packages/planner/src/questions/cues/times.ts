/**
 * Words of time, English and Russian, each as the one word that the grammar of times reads. A star
 * stands for any ending.
 */
const canonical: Readonly<Record<string, string>> = {
  second: 'second seconds sec secs секунд*',
  minute: 'minute minutes min mins минут*',
  hour: 'hour hours hr hrs час часа часов часы',
  day: 'day days день дня дней дни дням сутки суток',
  week: 'week weeks недел*',
  month: 'month months месяц*',
  quarter: 'quarter quarters квартал*',
  year: 'year years год года году годы годом лет годам г yr yrs',
  halfyear: 'полгода полугоди* half-year',
  fortnight: 'fortnight fortnights',
  weekday: 'weekday weekdays',
  mon1: 'january jan январ*',
  mon2: 'february feb феврал*',
  mon3: 'march mar март марта марте марту',
  mon4: 'april apr апрел*',
  mon5: 'may май мая мае маю',
  mon6: 'june jun июн*',
  mon7: 'july jul июл*',
  mon8: 'august aug август*',
  mon9: 'september sep sept сентябр*',
  mon10: 'october oct октябр*',
  mon11: 'november nov ноябр*',
  mon12: 'december dec декабр*',
  today: 'today сегодня сегодняшн* tonight',
  yesterday: 'yesterday вчера вчерашн*',
  daybeforeyesterday: 'позавчера',
  tomorrow: 'tomorrow завтра завтрашн*',
  now: 'now сейчас',
  this: 'this current этот эту этом этого этой текущ* нынешн*',
  last: 'last previous preceding прошл* предыдущ* минувш*',
  past: 'past trailing recent последн*',
  next: 'next coming upcoming следующ* ближайш* будущ*',
  beforelast: 'позапрошл*',
  ago: 'ago back назад',
  full: 'full whole complete completed calendar entire полн* календарн* целы*',
  since: 'since с со начиная',
  after: 'after после позже позднее',
  before: 'before до раньше ранее',
  until: 'until till',
  po: 'по',
  between: 'between между',
  and: 'and и',
  start: 'start beginning начал*',
  end: 'end конец конц*',
  in: 'in within during throughout across за в во на течение',
  each: 'each every кажд*',
  which: 'which какой какие каком каких какую каким',
  older: 'older старше',
  more: 'more longer over больше более дольше',
  less: 'less менее меньше',
  than: 'than чем',
  onward: 'onward onwards forward',
  '2': 'couple',
  '1st': 'first 1st перв*',
  '2nd': '2nd второ* втор*',
  '3rd': 'third 3rd трет*',
  '4th': 'fourth 4th четверт*',
  '': 'the a an of our последующ*',
};

const exact = new Map<string, string>();
const stems: (readonly [string, string])[] = [];
for (const [token, words] of Object.entries(canonical)) {
  for (const word of words.split(' ')) {
    if (word.endsWith('*')) stems.push([word.slice(0, -1), token]);
    else exact.set(word, token);
  }
}

/** The word that the grammar of times reads for a word as written; '' for one that says nothing. */
export function timeToken(lower: string): string {
  const bare = lower.replace(/['’]s$/u, '');
  return exact.get(bare) ?? stems.find(([stem]) => bare.startsWith(stem))?.[1] ?? bare;
}

/** "monthly": the unit by which rows are put together. */
export const unitAdverbs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    hour: 'hourly почасов* ежечасн*',
    day: 'daily ежедневн* посуточн* подневн*',
    week: 'weekly еженедельн* понедельн*',
    month: 'monthly ежемесячн* помесячн*',
    quarter: 'quarterly ежеквартальн* поквартальн*',
    year: 'yearly annual annually ежегодн* погодов*',
  }).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
);

/**
 * Verbs of what happens to rows: any of a group may be said of a column called by another. Their past
 * forms, as columns have them; Russian ones by their stems.
 */
export const eventVerbs: readonly (readonly string[])[] = (
  [
    'created made added registered inserted opened entered созда* добавл* зарегистр*',
    'registered registration signup enrollment signed joined onboarded enrolled created subscribed регистр* присоедин* подключ* подпис*',
    'hired joined started employed нанял* нанят* принят* устро*',
    'left leaving terminated resigned departed quit ended churned deactivated уволен* уволил* ушл* ушел',
    'ordered placed purchased bought created sold заказ* оформ* куп* приобр*',
    'sold sell sale purchased ordered продан* продал*',
    'booked reserved ordered placed заброниров* бронир*',
    'issued issuance billing billed invoiced charged выставл* выстав* выписа*',
    'paid pay payment settled оплач* оплат* заплат*',
    'opened raised reported submitted submission filed logged created открыт* открыл* подан* поступ*',
    'closed closure resolution resolved solved completed finished ended закрыт* закрыл* реш* заверш*',
    'delivered delivery arrived received receipt достав* прибы* получ*',
    'shipped ship shipment dispatched send sent отправ* отгруж* отгруз*',
    'cancelled canceled cancellation churned terminated unsubscribed ended отмен* отказ*',
    'returned return refunded refund возвращ* верн*',
    'started began launched activated начал* запущ* запуст*',
    'published publication posted released опубликов* выпущ*',
    'admitted admission hospitalized поступ* госпитализ*',
    'discharged released выписан*',
    'scheduled planned booked назнач* запланир*',
    'visited attended seen посет* посещ*',
    'departed departure left flew вылет*',
    'expired expiry expiration ended expire exp until till to end истек*',
    'updated modified changed edited обнов* измен*',
    'viewed visited clicked watched просмотр*',
    'occurred happened took произош* случил*',
    'played held сыгра* прове*',
    'born birth dob родил*',
  ] as const
).map((group) => group.split(' '));

/** Verbs of two or three words, by the one that stands in `eventVerbs`. */
export const eventPhrases: ReadonlyMap<string, string> = new Map([
  ['new', 'registered'],
  ['новых', 'registered'],
  ['новые', 'registered'],
  ['signed up', 'signed'],
  ...['won', 'win', 'acquired', 'acquire', 'gained', 'gain', 'landed'].map(
    (verb) => [verb, 'registered'] as const,
  ),
  ...[
    'run out',
    'runs out',
    'running out',
    'ran out',
    'expire',
    'expires',
    'expiring',
    'lapse',
    'lapses',
    'lapsing',
    'ends',
    'ending',
    'истекает',
    'истекают',
    'истечет',
    'истечёт',
    'истекут',
    'срок истекает',
    'заканчивается',
    'заканчиваются',
    'закончится',
    'закончатся',
    'кончается',
    'кончаются',
  ].map((verb) => [verb, 'expired'] as const),
  ...[
    'starts',
    'starting',
    'begins',
    'beginning',
    'начинается',
    'начинаются',
    'начнется',
    'начнутся',
  ].map((verb) => [verb, 'began'] as const),
  ...['arrives', 'arriving', 'arrive', 'приезжают', 'заезжают', 'прибывают'].map(
    (verb) => [verb, 'arrived'] as const,
  ),
  ...[
    'leaves',
    'departs',
    'departing',
    'check out',
    'checks out',
    'checking out',
    'выезжают',
    'уезжают',
  ].map((verb) => [verb, 'departed'] as const),
  ...['check in', 'checks in', 'checking in'].map((verb) => [verb, 'arrived'] as const),
  ['sign up', 'signed'],
  ['came on board', 'onboarded'],
  ['come on board', 'onboarded'],
  ['came in', 'created'],
  ['come in', 'created'],
  ['took place', 'occurred'],
  ['taken place', 'occurred'],
  ['checked in', 'arrived'],
  ['checked out', 'departed'],
  ['sent out', 'shipped'],
  ['went out', 'shipped'],
]);
