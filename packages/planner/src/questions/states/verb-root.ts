/** Forms of verbs, and nouns made of them, that no rule of endings finds. */
const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pay: 'paid payed',
    send: 'sent',
    leave: 'left',
    sell: 'sold',
    buy: 'bought',
    build: 'built',
    lose: 'lost loss',
    win: 'won',
    hold: 'held',
    meet: 'met',
    write: 'wrote written',
    give: 'gave given',
    take: 'took taken',
    go: 'went gone',
    begin: 'began begun',
    choose: 'chose chosen choice',
    break: 'broke broken',
    steal: 'stole stolen theft',
    freeze: 'froze frozen',
    hide: 'hid hidden',
    withdraw: 'withdrew withdrawn withdrawal',
    show: 'shown',
    do: 'did done',
    make: 'made',
    lead: 'led',
    run: 'ran',
    sing: 'sang sung',
    keep: 'kept',
    bring: 'brought',
    catch: 'caught',
    teach: 'taught',
    spend: 'spent',
    lend: 'lent loaned',
    find: 'found',
    drive: 'drove driven',
    fly: 'flew flown flight',
    bear: 'born birth',
    see: 'saw seen',
    fall: 'fell fallen',
    rise: 'rose risen',
    wear: 'wore worn',
    draw: 'drew drawn',
    know: 'knew known',
    read: 'read',
    die: 'died death dead deceased',
    resolve: 'resolution',
    decide: 'decision',
    admit: 'admission',
    submit: 'submission',
    subscribe: 'subscription',
    verify: 'verification',
    notify: 'notification',
    hire: 'hiring',
    receive: 'receipt',
    arrive: 'arrival',
    expire: 'expiry expiration',
    apply: 'applied applying application applications',
    depart: 'departure',
    book: 'booking booked',
    sign: 'signature',
    fulfil: 'fulfilled fulfilment fulfillment fulfill',
    convert: 'conversion conversions',
    enrol: 'enrolled enrollment enrolment enroll',
    cancel: 'cancelled canceled cancellation cancelation',
    ship: 'shipped shipment shipping',
  }).flatMap(([verb, forms]) => [verb, ...forms.split(' ')].map((form) => [form, verb] as const)),
);

const participles: ReadonlySet<string> = new Set(
  (
    'paid sent led sung kept left sold bought built lost won held met written given taken gone begun chosen broken stolen frozen hidden withdrawn ' +
    'shown done made brought caught taught spent lent found driven flown born seen fallen worn drawn known read put set cut shut quit let'
  ).split(' '),
);

/** Whether a word says that something was done: "paid", "delivered". */
export function isParticiple(word: string): boolean {
  return participles.has(word) || (/[a-z]{2,}ed$/u.test(word) && !/(?:eed|need)$/u.test(word));
}

/** What the forms of a verb, and the nouns made of it, share: delivered and delivery, closed and closure. */
export function verbRoot(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return plainRoot(known);
  return plainRoot(word);
}

const endings: readonly RegExp[] = [
  /(?<=[a-z]{3})(?:ations?|ments?|ures?|ions?|als?|ing|ings)$/u,
  /(?<=[a-z]{2})(?:ied|ies|y)$/u,
  /(?<=[a-z]{2})ed$/u,
  /(?<=[a-z]{3})es$/u,
  /(?<=[a-z]{3})s$/u,
  /(?<=[a-z]{2})e$/u,
];

function plainRoot(word: string): string {
  const ending = endings.find((one) => one.test(word));
  const bare = ending === undefined ? word : word.replace(ending, '');
  return bare
    .replace(/(?<=[a-z]{4})at$/u, '')
    .replace(/([bdfglmnprt])\1$/u, '$1')
    .replace(/(?<=[a-z]{2})e$/u, '');
}
