/** General words for several narrower ones: what is said may mean any of the names. Lemmas; weaker than synonyms. */
const broader: readonly (readonly [said: string, names: string])[] = [
  [
    'person people individual somebody someone human folk',
    'employee staff customer client user member patient student guest passenger driver doctor teacher tenant subscriber contact player applicant candidate author resident owner person learner trainee instructor lecturer attendee participant buyer shopper seller worker visitor donor volunteer reviewer voter climber judge referee swimmer pilot captain soldier officer politician musician singer actor director writer reporter journalist editor scientist researcher engineer farmer chef cook host presenter coach trainer athlete competitor racer rider leader pupil adjuster inspector',
  ],
  [
    'company firm business organization organisation enterprise',
    'client customer supplier vendor partner account carrier employer tenant advertiser merchant publisher manufacturer maker producer builder developer brand label studio airline sponsor insurer contractor',
  ],
  ['resident inhabitant citizen', 'person people'],
  ['account', 'client customer company subscription'],
  ['client customer', 'account'],
  ['member', 'customer client subscriber person student'],
  ['agent rep representative officer colleague operator', 'employee staff user'],
  ['product', 'item sku plan model listing'],
  ['article', 'item sku listing'],
  ['item good', 'listing'],
  ['purchase order', 'sale transaction'],
  ['sale', 'order purchase transaction'],
  ['transaction', 'order purchase sale transfer payment'],
  ['vehicle', 'truck car van bus bike scooter vessel'],
  ['destination', 'city location'],
  ['money', 'amount price cost fee charge'],
  ['earn', 'salary pay wage income'],
  ['weigh heavy', 'weight mass'],
  ['unit piece', 'quantity qty'],
  ['reside', 'city address'],
  ['worker employee staff', 'worker agent technician driver operator nurse'],
  ['medic', 'doctor nurse'],
  ['fee', 'amount total premium'],
  ['bill invoice', 'charge'],
  ['request enquiry inquiry complaint', 'ticket case issue'],
  ['accommodation', 'hotel room apartment property'],
  ['rating score', 'stars satisfaction review grade'],
  ['contact', 'email phone'],
];

const byWord = new Map<string, ReadonlySet<string>>();
for (const [said, names] of broader) {
  for (const word of said.split(' '))
    byWord.set(word, new Set([...(byWord.get(word) ?? []), ...names.split(' ')]));
}

/** Narrower names that a general word may mean. */
export function narrowerThan(word: string): ReadonlySet<string> {
  return byWord.get(word) ?? none;
}

const none: ReadonlySet<string> = new Set();
