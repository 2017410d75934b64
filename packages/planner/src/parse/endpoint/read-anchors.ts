import type { ObjectMention } from '../../ir/index.ts';
import { fold } from '../../text/tokenise.ts';
import { has, textOf, type Token } from '../../text/token.ts';
import { opensClause, readColumn, readJoint, readList } from '../list.ts';
import { endsClause, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import type { Anchor } from './anchor.ts';
import { cueBefore, isPartner } from './cue.ts';
import { isNoun } from './read-phrases.ts';
import { systemOfPath } from './system-of-path.ts';

/** Objects, and the token they end before. */
interface ObjectsRead {
  readonly objects: readonly ObjectMention[];
  readonly from: number;
  readonly to: number;
}

/** Every system and address of the text with what is named beside it, from left to right. */
export function readAnchors(reading: Reading): Anchor[] {
  const anchors: Anchor[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const token = free(reading, at);
    if (token === undefined || (token.quoted && token.kind !== 'path')) continue;
    const last = anchors.at(-1);
    const system = textOf(token, 'system');
    if (system !== undefined && !isOwn(reading, at))
      anchors.push(readSystem(reading, at, { system, after: last?.to ?? 0 }));
    else if (token.kind === 'path') anchors.push(readPath(reading, at, token));
    else continue;
    at = (anchors.at(-1)?.to ?? at + 1) - 1;
  }
  return anchors;
}

/** "Postgres schema" and the like are read as containers by the phrase reader. */
function isOwn(reading: Reading, at: number): boolean {
  return is(reading, at - 1, 'key_noun');
}

function readPath(reading: Reading, at: number, token: Token): Anchor {
  const object: ObjectMention = {
    kind: 'path',
    path: token.text,
    evidence: evidenceOf(reading, at, at + 1),
  };
  return {
    system: systemOfPath(token.text),
    from: at,
    to: at + 1,
    cue: cueBefore(reading, at),
    objects: [object],
    sure: true,
    columns: [],
    both: false,
    joined: isJoined(reading, at),
    isListed: isListed(reading, at),
    partner: isPartner(reading, at),
    systemAt: -1,
  };
}

function readSystem(
  reading: Reading,
  at: number,
  { system, after }: { readonly system: string; readonly after: number },
): Anchor {
  const found = readBehind(reading, at + 1);
  const schema = schemaOf(reading, at + 1, found);
  const behind = schema === null ? found : null;
  const columns = readListed(reading, found?.to ?? at + 1);
  const lead = isMarkAt(reading, at - 1, '(') ? at - 1 : at;
  const ownCue = cueBefore(reading, lead);
  const before = behind === null ? readBefore(reading, lead, after) : null;
  const from = before?.from ?? at;
  const own =
    behind !== null && ownCue === null && /^(?:of)$/u.test(reading.tokens[lead - 1]?.lower ?? '')
      ? 'source'
      : ownCue;
  const to = Math.max(at + 1, columns?.end ?? found?.to ?? at + 1);
  const said = before === null ? own : cueOfGroup(reading, before, own);
  const cue = before === null && said !== 'source' && takes(reading, to) ? 'target' : said;
  return {
    system,
    from,
    to,
    cue,
    objects: behind?.objects ?? before?.objects ?? [],
    sure: behind !== null,
    ...(schema === null ? {} : { schema }),
    columns: columns?.items ?? [],
    both: isBoth(reading, at),
    joined: isJoined(reading, from),
    isListed: isListed(reading, from),
    partner: isPartner(reading, lead),
    systemAt: at,
  };
}

/** "BigQuery dataset resort": what stands behind is where tables are, and none itself. */
function schemaOf(reading: Reading, at: number, found: ObjectsRead | null): string | null {
  const [object] = found?.objects ?? [];
  const isDataset = [at, at + 1].some((place) => free(reading, place)?.lower === 'dataset');
  if (!isDataset || object === undefined || found?.objects.length !== 1) return null;
  if (object.kind === 'name') return object.schema === null ? object.name : null;
  return object.kind === 'words' ? object.words.join('_') : null;
}

/** "ads.costs should receive …", "in ops.errors we would like …": what stands behind says that it is filled. */
function takes(reading: Reading, at: number): boolean {
  const word = (place: number): string => reading.tokens[place]?.lower ?? '';
  const verb = /^(?:should|must|shall|will|has|is|to)$/u.test(word(at)) ? at + 1 : at;
  if (/^(?:receive|receives|obtain|obtains)$/u.test(word(verb))) return true;
  if (
    /^(?:get|gets)$/u.test(word(verb)) &&
    /^(?:the|a|an|all|its|whatever|what)$/u.test(word(verb + 1))
  )
    return true;
  const wishes = [1, 2].some((ahead) => /^(?:want|need|like|expect)$/u.test(word(at + ahead)));
  return /^(?:we|i|they)$/u.test(word(at)) && wishes;
}

/** "orders in Postgres": the side is said before the name; "orders from Postgres": by "from". */
function cueOfGroup(reading: Reading, before: ObjectsRead, own: Anchor['cue']): Anchor['cue'] {
  if (own === 'source' || own === 'target') return own;
  const outer = cueBefore(reading, before.from);
  return outer ?? own;
}

function isJoined(reading: Reading, at: number): boolean {
  const before = skipBack(reading, at - 1);
  return is(reading, before, 'and') || isMarkAt(reading, before, ',', '&', '+');
}

function isListed(reading: Reading, at: number): boolean {
  return isMarkAt(reading, skipBack(reading, at - 1), ',');
}

function skipBack(reading: Reading, at: number): number {
  return is(reading, at, 'determiner') ? at - 1 : at;
}

function isBoth(reading: Reading, at: number): boolean {
  return [1, 2, 3].some((back) =>
    /^(?:both|all|обе|оба|все|лежат|tables)$/u.test(reading.tokens[at - back]?.lower ?? ''),
  );
}

const introduces =
  /^(?:document|doc|spreadsheet|workbook|worksheet|sheet|tab|документ|документа|host|side|site|account|box|share|machine|storage|server|instance|cluster|database|db|warehouse|folder|directory|dir|path|under|named|called|table|tables|topic|file|bucket|named|object|objects|index|под|именем|названием|таблица|таблицу|таблицы|топик|топика|коллекция|коллекцию|коллекции|лист|листа|файл|файла|ключ|бакет)$/u;

/** The name behind a system: "Postgres table orders", "MySQL pupils", "Kafka topics a and b". */
function readBehind(reading: Reading, at: number): ObjectsRead | null {
  const comma = isMarkAt(reading, at, ',', '(', ':') ? at + 1 : at;
  const start = skipContents(reading, skipIntroduction(reading, comma));
  if (comma > at && start === comma && !isMarkAt(reading, at, ':')) return null;
  let isWritten = false;
  const list = readList(reading, start, (index) => {
    const read = readObject(reading, skip(reading, index, 'determiner'), start > comma);
    // "Postgres finance.contacts, full overwrite": behind a name and a comma a mere word names nothing.
    const isWord = free(reading, skip(reading, index, 'determiner'))?.kind === 'word';
    if (index > start && (opensClause(reading, index) || is(reading, index, 'state'))) return null;
    const mere = isWord && isWritten && isMarkAt(reading, index - 1, ',');
    isWritten = read?.item.kind === 'name';
    return mere || (isWord && index > start && opensVerb(reading, read?.end ?? index))
      ? null
      : read;
  });
  if (list === null) return null;
  const tail =
    is(reading, list.end, 'container') && !has(free(reading, list.end + 1), 'from')
      ? list.end
      : list.end;
  return {
    objects: list.items,
    from: start,
    to: isMarkAt(reading, at, '(') && isMarkAt(reading, tail, ')') ? tail + 1 : tail,
  };
}

/** "… and forward every message": a word before "every", "all" or "it" is a verb. */
function opensVerb(reading: Reading, at: number): boolean {
  const word = free(reading, at)?.lower ?? '';
  return (
    is(reading, at, 'every') ||
    is(reading, at, 'determiner') ||
    /^(?:it|them|all|everything)$/u.test(word)
  );
}

/** "MQTT messages from port/cranes/+": what is in a thing, then the thing. */
function skipContents(reading: Reading, at: number): number {
  const isContent = /^(?:messages?|readings|values|signals|records|rows)$/u.test(
    free(reading, at)?.lower ?? '',
  );
  const leads = /^(?:from|of|on|in|under)$/u.test(free(reading, at + 1)?.lower ?? '');
  const name = free(reading, at + 2);
  const isWritten = name?.kind === 'name' || name?.kind === 'path';
  return isContent && leads && isWritten && !has(name, 'system') ? at + 2 : at;
}

function skipIntroduction(reading: Reading, at: number): number {
  let next = at;
  while (
    next < at + 4 &&
    (is(reading, next, 'container', 'table') ||
      is(reading, next, 'key_noun') ||
      introduces.test(free(reading, next)?.lower ?? '') ||
      is(reading, next, 'determiner'))
  )
    next += 1;
  return next;
}

/** One thing with a name; nouns that are not written as names must close their phrase. */
function readObject(
  reading: Reading,
  at: number,
  introduced: boolean,
): { readonly item: ObjectMention; readonly end: number } | null {
  const token = free(reading, at);
  if (token === undefined || (has(token, 'system') && !token.quoted)) return null;
  if (token.kind === 'path') {
    return {
      item: { kind: 'path', path: token.text, evidence: evidenceOf(reading, at, at + 1) },
      end: at + 1,
    };
  }
  if (token.kind === 'name') return { item: nameOf(reading, at, token), end: at + 1 };
  let end = at;
  while (
    end < at + 3 &&
    isThingAt(reading, end, end > at) &&
    (end === at ||
      !/^(?:[a-z]{3,}ed|wide|long|flat|itself|themselves|separately|whole)$/u.test(
        reading.tokens[end]?.lower ?? '',
      )) &&
    (end === at || sameScript(reading, at, end))
  )
    end += 1;
  if (end === at) return null;
  // "Postgres заказы (orders)": the noun, and what it is called.
  const inner = free(reading, end + 1);
  const isCalled = /\p{Script=Cyrillic}/u.test(token.text) && /^[a-z]\w*$/u.test(inner?.text ?? '');
  if (
    inner !== undefined &&
    isCalled &&
    isMarkAt(reading, end, '(') &&
    isMarkAt(reading, end + 2, ')')
  )
    return { item: nameOf(reading, end + 1, inner), end: end + 3 };
  // "MySQL таблицы посещений visits": the noun says what the name behind it is.
  const named = free(reading, end);
  const isLatin = /^[a-z]/iu.test(named?.text ?? '');
  if (
    isLatin &&
    !sameScript(reading, at, end) &&
    named !== undefined &&
    isNoun(reading, end, named)
  )
    return readObject(reading, end, introduced);
  if (end > at + 1 && !isClosed(reading, end)) end = at + 1;
  const words = reading.tokens.slice(at, end).map((one) => fold(one.text).replace(/'s$/u, ''));
  const evidence = evidenceOf(reading, at, end);
  const only = words.length === 1 && (introduced || /[-\d]/u.test(words[0] ?? ''));
  return only
    ? { item: { kind: 'name', schema: null, name: token.text, evidence }, end }
    : { item: { kind: 'words', words, evidence }, end };
}

/** "Postgres staff сотрудников": another alphabet is another phrase. */
function sameScript(reading: Reading, a: number, b: number): boolean {
  const cyrillic = (at: number): boolean =>
    /\p{Script=Cyrillic}/u.test(reading.tokens[at]?.text ?? '');
  return cyrillic(a) === cyrillic(b);
}

function nameOf(reading: Reading, at: number, token: Token): ObjectMention {
  const dot = token.quoted ? -1 : token.text.lastIndexOf('.');
  return {
    kind: 'name',
    schema: dot < 0 ? null : token.text.slice(0, dot),
    name: token.text.slice(dot + 1),
    evidence: evidenceOf(reading, at, at + 1),
  };
}

const notThings =
  /^(?:unless|if|provided|what|goes|gets|puts|does|was|its|sees|uses|adds|ask|query|call|request|hit|poll|scrape|download|forward|note|leaves|leave|enters|enter|reaches|reach|flows|flow|travels|travel|changes|lands|feeds|receives|receive|lacks|expects|expect|wants|has|have|apply|applies|applying|visible|available|ready|reachable|usable|hold|holds|contain|contains|should|must|is|are|when|while|where|once|live|each|every|both|together|now|please|daily|что|когда|если|так|чтобы|result|outcome|приходит|приходят|лежит|лежат|same|as|whatever|nothing|else|anything|give|gave|until|store|say|says|want|wants|need|needs|pop|into|straight|park|sits|come|comes|arrive|arrives)$/u;

function isThingAt(reading: Reading, at: number, further: boolean): boolean {
  const token = free(reading, at);
  if (token === undefined || token.kind !== 'word' || notThings.test(token.lower)) return false;
  const plural =
    /^[a-z]{3,}s$/u.test(token.lower) && !has(token, 'is') && !has(token, 'determiner');
  // "Mongo pings", "MySQL targets": right behind a system a plural is a name, whatever else it means.
  const isLed =
    is(reading, at - 1, 'system') ||
    /^(?:topic|table|collection)$/u.test(free(reading, at - 1)?.lower ?? '');
  if (!further && plural && isLed && isClosed(reading, at + 1)) return true;
  // "Postgres till over the past day": no day follows, so it is what money lies in.
  if (!further && isLed && token.lower === 'till' && isClosed(reading, at + 1)) return true;
  if (has(token, 'move')) {
    return (
      !further &&
      plural &&
      (is(reading, at - 1, 'system') ||
        is(reading, at - 1, 'container') ||
        introduces.test(free(reading, at - 1)?.lower ?? ''))
    );
  }
  return isNoun(reading, at, token);
}

/** A noun phrase ends at a mark, a small word, or where somebody else has read. */
function isClosed(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  if (token === undefined || token.kind === 'mark') return true;
  return (
    [
      'from',
      'to',
      'in',
      'on',
      'as',
      'and',
      'or',
      'with',
      'by',
      'for',
      'container',
      'of',
      'at',
      'move',
      'filler',
    ] as const
  ).some((tag) => has(token, tag));
}

/** "(student_id, weekday, hours)", "(its columns are a, b and c, nothing else)" */
function readListed(
  reading: Reading,
  at: number,
): { readonly items: readonly string[]; readonly end: number } | null {
  if (!isMarkAt(reading, at, '(')) return null;
  let start = at + 1;
  while (
    start < at + 6 &&
    /^(?:its|with|has|have|only|the|columns|column|fields|are|is|:|having|содержит|колонки|столбцы|поля|его|ее|это|только)$/u.test(
      free(reading, start)?.lower ?? '',
    )
  )
    start += 1;
  const list = readList(reading, start, (index) => readColumn(reading, index));
  if (list === null || (list.items.length < 2 && start === at + 1)) return null;
  let end = list.end;
  while (end < list.end + 5 && !isMarkAt(reading, end, ')') && !endsClause(reading, end)) end += 1;
  return isMarkAt(reading, end, ')') ? { items: list.items, end: end + 1 } : null;
}

const prepositions: ReadonlySet<string> = new Set([
  'from',
  'in',
  'of',
  'on',
  'out of',
  'via',
  'inside',
  'within',
  'at',
  'over',
  'из',
  'в',
  'с',
  'со',
  'на',
  '(',
]);

/** What is named before a system: "the lab_results collection from MongoDB", "customers and orders in X". */
function readBefore(reading: Reading, system: number, after: number): ObjectsRead | null {
  let at = system - 1;
  while (
    at > after &&
    (is(reading, at, 'determiner') ||
      /^(?:our|the|same|production|prod|main|db|database|базы|базе|system)$/u.test(
        free(reading, at)?.lower ?? '',
      ))
  )
    at -= 1;
  const preposition = reading.tokens[at]?.lower ?? '';
  const possessive = reading.tokens[system]?.text.endsWith("'s") === true;
  if (!prepositions.has(preposition) && !possessive) return null;
  at -= 1;
  // What stands between the name and its system was read by somebody else: conditions, columns.
  while (at >= after && (reading.claimed[at] === 1 || isWhereabouts(reading, at))) at -= 1;
  const objects: ObjectMention[] = [];
  let from = at + 1;
  while (at >= after) {
    const read = readObjectBack(reading, at, after);
    if (read === null) break;
    objects.unshift(read.item);
    from = read.start;
    at = read.start - 1;
    while (at >= after && is(reading, at, 'determiner')) at -= 1;
    // "orders joined with customers from …": the word that joins is read already.
    const joins = is(reading, at, 'with') && reading.claimed[at - 1] === 1;
    const joint = at >= after && (joins || readJoint(reading, at) > at);
    if (!joint) break;
    if (joins) at -= 1;
    at -= 1;
    if (at >= after && isMarkAt(reading, at, ',')) at -= 1;
  }
  return objects.length === 0 ? null : { objects, from, to: system };
}

/** "who are in Berlin": where things are says nothing of what they are called. */
function isWhereabouts(reading: Reading, at: number): boolean {
  const place = is(reading, at, 'zone') && is(reading, at - 1, 'in');
  const led = is(reading, at, 'in') && is(reading, at + 1, 'zone');
  return (
    place ||
    led ||
    is(reading, at, 'is') ||
    /^(?:both|all|stored|kept|found|held|located|live|lives|lie|lies|sit|sits|reside|resides|обе|оба|лежат|лежит|хранятся|хранится|живут|находятся)$/u.test(
      free(reading, at)?.lower ?? '',
    ) ||
    (is(reading, at, 'determiner') && is(reading, at + 1, 'is'))
  );
}

/** "сделки (deals) из HubSpot", "our deals (crm_deals) in …": the name of the noun before the brackets. */
function nameInBrackets(
  reading: Reading,
  end: number,
  after: number,
): { readonly item: ObjectMention; readonly start: number } | null {
  const name = free(reading, end - 1);
  const noun = free(reading, end - 3);
  if (!isMarkAt(reading, end, ')') || !isMarkAt(reading, end - 2, '(') || end - 3 < after)
    return null;
  if (name === undefined || noun === undefined || !isNoun(reading, end - 3, noun)) return null;
  const isForeign = /\p{Script=Cyrillic}/u.test(noun.text) && /^[a-z]\w*$/u.test(name.text);
  if (!isForeign && (name.kind !== 'name' || has(name, 'system'))) return null;
  return { item: nameOf(reading, end - 1, name), start: end - 3 };
}

/** A name or a run of nouns that ends at a token, read backwards. */
function readObjectBack(
  reading: Reading,
  end: number,
  after: number,
): { readonly item: ObjectMention; readonly start: number } | null {
  let last = end;
  while (last >= after && (is(reading, last, 'container', 'table') || is(reading, last, 'generic')))
    last -= 1;
  const token = last >= after ? free(reading, last) : undefined;
  if (token === undefined) return null;
  const named = nameInBrackets(reading, last, after);
  if (named !== null) return named;
  if (token.kind === 'path')
    return {
      item: { kind: 'path', path: token.text, evidence: evidenceOf(reading, last, last + 1) },
      start: last,
    };
  if (token.kind === 'name') return { item: nameOf(reading, last, token), start: last };
  let start = last;
  const noun = (at: number): boolean => {
    const one = at >= after ? free(reading, at) : undefined;
    if (one === undefined || has(one, 'system')) return false;
    const counted = one.kind === 'number' && at === last;
    // "receipts and stores are in Postgres": right before the verb a plural is a noun.
    const plural = at === last && has(one, 'move') && /^[a-z]{4,}s$/u.test(one.lower);
    return counted || plural || (!notThings.test(one.lower) && isNoun(reading, at, one));
  };
  // "the gym's checkins": whose they are is no part of the name.
  const isOwner = (at: number): boolean =>
    at < last && /['’]s$/u.test(reading.tokens[at]?.text ?? '');
  while (start > last - 5 && noun(start) && !isOwner(start)) start -= 1;
  start += 1;
  if (start > last) return null;
  // "the folder exports on SFTP": what a thing is, then what it is called.
  if (start < last && introduces.test(free(reading, last - 1)?.lower ?? ''))
    return { item: nameOf(reading, last, token), start: last - 1 };
  const words = reading.tokens
    .slice(start, last + 1)
    .map((one) => fold(one.text).replace(/'s$/u, ''));
  if (words.every((word) => /^\d+$/u.test(word))) return null;
  return { item: { kind: 'words', words, evidence: evidenceOf(reading, start, last + 1) }, start };
}
