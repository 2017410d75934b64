import { lemma } from '../lexicon/lemma.ts';
import { isCyrillic, russianStem } from '../lexicon/russian/stem.ts';
import { nameWords } from '../link/name-words.ts';

/** Shortened parts of names, and the words they stand for. */
const shortened: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    fname: 'first name',
    lname: 'last name',
    firstname: 'first name',
    lastname: 'last name',
    forename: 'first name',
    surname: 'last name',
    dob: 'birth date',
    birthday: 'birth date',
    birthdate: 'birth date',
    addr: 'address',
    dept: 'department',
    nm: 'name',
    nme: 'name',
    num: 'number',
    no: 'number',
    nbr: 'number',
    qty: 'quantity',
    req: 'request',
    amt: 'amount',
    desc: 'description',
    descr: 'description',
    yr: 'year',
    avg: 'average',
    mean: 'average',
    prof: 'professor',
    stu: 'student',
    emp: 'employee',
    cust: 'customer',
    prod: 'product',
    loc: 'location',
    acct: 'account',
    acc: 'account',
    mgr: 'manager',
    cat: 'category',
    lang: 'language',
    pop: 'population',
    tel: 'phone',
    lat: 'latitude',
    long: 'longitude',
    lng: 'longitude',
    abbr: 'abbreviation',
    org: 'organization',
    ts: 'time',
    msg: 'message',
    pct: 'percentage',
    percent: 'percentage',
    cnt: 'count',
    univ: 'university',
    hrs: 'hour',
    sal: 'salary',
    src: 'source',
    dst: 'destination',
    dest: 'destination',
    mkt: 'market',
    adv: 'advisor',
    alt: 'altitude',
    temp: 'temperature',
    doc: 'document',
    ref: 'reference',
    attr: 'attribute',
    info: 'information',
    inv: 'invoice',
    max: 'maximum',
    min: 'minimum',
    std: 'standard',
    tot: 'total',
    exp: 'experience',
    alid: 'airline id',
    apid: 'airport id',
    zipcode: 'zip code',
    postcode: 'postal code',
    hometown: 'home town',
    nickname: 'nick name',
    apt: 'apartment',
    bldg: 'building',
    appt: 'appointment',
    appts: 'appointment',
    rx: 'prescription',
    txn: 'transaction',
    trx: 'transaction',
    pmt: 'payment',
    pymt: 'payment',
    whse: 'warehouse',
    curr: 'currency',
    usr: 'user',
    grp: 'group',
    evt: 'event',
    svc: 'service',
    mfr: 'manufacturer',
    veh: 'vehicle',
    stmt: 'statement',
    diag: 'diagnosis',
    sched: 'schedule',
    cd: 'code',
    prio: 'priority',
    seg: 'segment',
    chan: 'channel',
    ccy: 'currency',
    impr: 'impression',
    dur: 'duration',
    freq: 'frequency',
    wt: 'weight',
    vol: 'volume',
    ctry: 'country',
    prov: 'province',
    homepage: 'home page',
    username: 'user name',
    teamname: 'team name',
  }).map(([part, words]) => [part, words.split(' ')]),
);

/** Parts that say how a name is made, not what it means. */
const noise: ReadonlySet<string> = new Set([
  'ref',
  'reference',
  'tbl',
  'table',
  'dim',
  'fact',
  'fct',
  'all',
  'stg',
  'vw',
]);

/** The words of an identifier as lemmas, short forms written out: `stu_fname` is student first name. */
export function partsOf(name: string): readonly string[] {
  const known = partsByName.get(name);
  if (known !== undefined) return known;
  const parts = readParts(name);
  if (partsByName.size < mostNames) partsByName.set(name, parts);
  return parts;
}

/** Names repeat: most tables of a schema have an id, a name and a date. */
const partsByName = new Map<string, readonly string[]>();
const mostNames = 100_000;

function readParts(name: string): readonly string[] {
  const pieces = name
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((piece) => shortened.get(piece.toLowerCase())?.join(' ') ?? piece);
  const parts = nameWords(pieces.join(' ')).flatMap(
    (part) => shortened.get(part) ?? unglued(part) ?? [partLemma(part)],
  );
  return parts.flatMap((part) =>
    /^[a-z]{3,}id$/u.test(part) && !ordinaryId.has(part) ? [part.slice(0, -2), 'id'] : [part],
  );
}

/** Words that others are written to without a blank: `useracct`, `shopname`, `createdate`. */
const glued =
  /^(?<first>[a-z]{3,})(?<last>acct|account|name|date|time|type|code|number|num|status|price|amount|address|title|count|level|year|size)$/u;

/** Two words that are written as one; null for one word. */
function unglued(part: string): readonly string[] | null {
  const { first, last } = glued.exec(part)?.groups ?? {};
  if (first === undefined || last === undefined || whole.has(part)) return null;
  return [first, ...(shortened.get(last) ?? [last])];
}

/** Words that only look as if they were two. */
const whole: ReadonlySet<string> = new Set(
  (
    'candidate update validate consolidate accommodate mandate intimidate invalidate outdate liquidate predate sedate ' +
    'lifetime sometime anytime overtime meantime downtime uptime halftime runtime showtime bedtime pastime parttime fulltime maritime onetime realtime wartime daytime ' +
    'rename username nickname surname filename hostname codename firstname lastname forename pathname ' +
    'prototype archetype stereotype genotype phenotype subtype datatype ' +
    'discount account headcount viscount recount subaccount ' +
    'barcode zipcode postcode geocode decode encode unicode opcode keycode ' +
    'leapyear midyear goodyear subtitle entitle'
  ).split(' '),
);

function partLemma(part: string): string {
  return isCyrillic(part) ? russianStem(part) : lemma(part);
}

/** Short forms that people say, too. */
const said: ReadonlySet<string> = new Set(
  'max min avg mean std tot num qty amt pct dept addr desc birthday birthdate dob surname forename'.split(
    ' ',
  ),
);

/** A word as names are read: max is maximum, birthday is birth date. */
export function writtenOut(word: string): readonly string[] {
  return (said.has(word) ? shortened.get(word) : undefined) ?? [word];
}

/** As `partsOf`, without what says how tables are made. */
export function tableParts(name: string): readonly string[] {
  const parts = partsOf(name);
  const core = parts.filter((part) => !noise.has(part));
  return core.length === 0 ? parts : core;
}

const ordinaryId: ReadonlySet<string> = new Set([
  'paid',
  'valid',
  'invalid',
  'grid',
  'avoid',
  'unpaid',
  'covid',
  'bid',
  'raid',
  'maid',
  'said',
  'laid',
  'fluid',
  'void',
  'solid',
  'rapid',
  'liquid',
  'prepaid',
  'android',
  'hybrid',
  'humid',
  'acid',
  'squid',
  'madrid',
]);
