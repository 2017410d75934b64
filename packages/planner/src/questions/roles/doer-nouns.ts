import { verbRoot } from '../states/verb-root.ts';

/** Nouns for those who do something, by the roots of verbs that are not the noun's own. */
const doers: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    own: 'owner proprietor holder',
    make: 'maker manufacturer producer brand creator',
    manufacture: 'maker manufacturer producer',
    produce: 'producer maker manufacturer',
    build: 'builder maker architect constructor',
    design: 'designer architect',
    write: 'writer author',
    author: 'author writer',
    compose: 'composer',
    sing: 'singer artist vocalist',
    record: 'artist performer',
    perform: 'performer artist',
    paint: 'painter artist',
    lead: 'leader lead head chief captain',
    head: 'head leader chief director',
    run: 'manager owner head operator',
    manage: 'manager head',
    direct: 'director',
    teach: 'teacher instructor lecturer professor tutor',
    train: 'trainer coach instructor',
    coach: 'coach trainer',
    present: 'presenter host',
    host: 'host presenter',
    publish: 'publisher',
    supply: 'supplier vendor',
    sell: 'seller vendor dealer agent',
    buy: 'buyer customer purchaser',
    drive: 'driver',
    fly: 'pilot captain',
    win: 'winner champion',
    found: 'founder',
    invent: 'inventor',
    organize: 'organizer organiser host',
    organise: 'organizer organiser host',
    advise: 'advisor adviser',
    operate: 'operator',
    handle: 'agent handler',
  }).map(([verb, nouns]) => [verbRoot(verb), nouns.split(' ')] as const),
);

/** Whether a noun is one for who does what the verb says: owner of "owns", maker and winemaker of "makes". */
export function isDoer(noun: string, verb: string): boolean {
  const root = verbRoot(verb);
  if (doers.get(root)?.some((known) => noun === known || noun.endsWith(known)) === true)
    return true;
  const ends = /(?:e?r|or|ist)$/u.exec(noun);
  return ends !== null && root.length > 2 && verbRoot(noun.slice(0, ends.index)) === root;
}
