import { russianStem } from './stem.ts';

/** A country by the code of ISO 3166, or a city: as data may call them in English. Lower case. */
export interface Place {
  readonly names: readonly string[];
  /** Two letters: a name only where a column holds countries. */
  readonly code: string | null;
}

/** Cities and parts of the world whose English names do not sound like the Russian ones. */
const cities = `
москва, московский: moscow
питер, санкт-петербург, петербург, петербургский, спб: saint petersburg, st petersburg, st. petersburg
нижний новгород: nizhny novgorod
екатеринбург: yekaterinburg, ekaterinburg
челябинск: chelyabinsk
ростов-на-дону: rostov-on-don, rostov
казань: kazan
варшава: warsaw
прага: prague
вена: vienna
женева: geneva
цюрих: zurich
мюнхен: munich
кельн: cologne
рим: rome
милан: milan
турин: turin
неаполь: naples
флоренция: florence
венеция: venice
париж, парижский: paris
марсель: marseille
ницца: nice
лион: lyon
лондон, лондонский: london
эдинбург: edinburgh
лиссабон: lisbon
афины: athens
копенгаген: copenhagen
гетеборг: gothenburg
брюссель: brussels
антверпен: antwerp
гаага: the hague
бухарест: bucharest
белград: belgrade
будапешт: budapest
вильнюс: vilnius
киев: kyiv, kiev
харьков: kharkiv
львов: lviv
минск: minsk
алматы, алма-ата: almaty
астана: astana
ташкент: tashkent
ереван: yerevan
тбилиси: tbilisi
баку: baku
стамбул: istanbul
анкара: ankara
иерусалим: jerusalem
тель-авив: tel aviv
каир: cairo
дели: delhi, new delhi
мумбаи, бомбей: mumbai
пекин: beijing
шанхай: shanghai
гонконг: hong kong
токио: tokyo
сеул: seoul
сингапур: singapore
сидней: sydney
мельбурн: melbourne
нью-йорк, нью-йоркский: new york, new york city, nyc
лос-анджелес: los angeles
сан-франциско: san francisco
чикаго: chicago
вашингтон: washington
хьюстон: houston
даллас: dallas
филадельфия: philadelphia
сиэтл: seattle
бостон: boston
майами: miami
лас-вегас: las vegas
торонто: toronto
монреаль: montreal
ванкувер: vancouver
мехико: mexico city
буэнос-айрес: buenos aires
рио-де-жанейро: rio de janeiro
сан-паулу: sao paulo
европа, европейский: europe, european, eu, emea
азия, азиатский: asia, asian, apac
африка, африканский: africa, african
северная америка: north america
южная америка: south america
латинская америка: latin america, latam
ближний восток: middle east
`;

/** Adjectives and short names by the country's code. */
const nationalities = `
россия, российский, русский, рф: RU
немецкий, германский, фрг: DE
французский: FR
английский, британский, англия, британия: GB
американский, сша, америка, штаты: US
итальянский: IT
испанский: ES
португальский: PT
польский: PL
чешский: CZ
австрийский: AT
швейцарский: CH
голландский, нидерландский, голландия: NL
бельгийский: BE
датский: DK
шведский: SE
норвежский: NO
финский: FI
исландский: IS
ирландский: IE
эстонский: EE
латвийский, латышский: LV
литовский: LT
белорусский, белоруссия: BY
украинский: UA
молдавский, молдавия: MD
румынский: RO
болгарский: BG
венгерский: HU
сербский: RS
хорватский: HR
греческий: GR
турецкий: TR
грузинский: GE
армянский: AM
азербайджанский: AZ
казахский, казахстанский: KZ
узбекский: UZ
киргизский, киргизия: KG
китайский: CN
японский: JP
корейский, южная корея, корея: KR
индийский: IN
вьетнамский: VN
тайский, таиландский: TH
индонезийский: ID
израильский: IL
египетский: EG
канадский: CA
мексиканский: MX
бразильский: BR
аргентинский: AR
чилийский: CL
колумбийский: CO
австралийский: AU
новозеландский: NZ
оаэ, эмираты: AE
саудовский: SA
юар, южноафриканский: ZA
`;

/** What the words say where names and codes of places differ. */
const alsoCalled: ReadonlyMap<string, readonly string[]> = new Map([
  ['US', ['usa', 'us', 'united states of america', 'america', 'american']],
  ['GB', ['uk', 'great britain', 'britain', 'england', 'british', 'english']],
  ['RU', ['russian federation', 'russian']],
  ['KR', ['south korea', 'korea', 'republic of korea', 'korean']],
  ['CZ', ['czech republic', 'czech']],
  ['NL', ['the netherlands', 'holland', 'dutch']],
  ['AE', ['uae', 'united arab emirates']],
  ['DE', ['german']],
  ['FR', ['french']],
  ['IT', ['italian']],
  ['ES', ['spanish']],
  ['PL', ['polish']],
  ['CN', ['chinese']],
  ['JP', ['japanese']],
  ['TR', ['turkish', 'turkey', 'turkiye']],
  ['BY', ['belarusian']],
  ['UA', ['ukrainian']],
  ['SE', ['swedish']],
  ['NO', ['norwegian']],
  ['DK', ['danish']],
  ['FI', ['finnish']],
  ['GR', ['greek']],
  ['PT', ['portuguese']],
  ['IN', ['indian']],
]);

let places: ReadonlyMap<string, Place> | undefined;

/** The place that stems of Russian words name, an adjective of it included; null for other words. */
export function placeOf(stems: readonly string[]): Place | null {
  places ??= readPlaces();
  return places.get(stems.join(' ')) ?? null;
}

function readPlaces(): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  const add = (russian: string, place: Place): void => {
    const stems = russian.toLowerCase().replaceAll('ё', 'е').split(' ').map(russianStem);
    found.set(stems.join(' '), place);
  };
  const country = new Map<string, Place>();
  for (const [code, russian, english] of countries()) {
    const names = [english.toLowerCase(), ...(alsoCalled.get(code) ?? [])];
    const place = { names, code };
    country.set(code, place);
    add(russian, place);
  }
  for (const { words, meanings } of linesOf(nationalities)) {
    const place = country.get(meanings[0] ?? '');
    if (place !== undefined) for (const word of words) add(word, place);
  }
  for (const { words, meanings } of linesOf(cities)) {
    for (const word of words) add(word, { names: meanings, code: null });
  }
  return found;
}

/** Code, Russian and English name of each country, as the runtime's own tables have them. */
function countries(): readonly (readonly [string, string, string])[] {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const russian = new Intl.DisplayNames('ru', { type: 'region', fallback: 'none' });
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'UK'].includes(code))
    .flatMap((code) => {
      const [inRussian, inEnglish] = [russian.of(code), english.of(code)];
      return inRussian === undefined || inEnglish === undefined
        ? []
        : [[code, inRussian, inEnglish] as const];
    });
}

function linesOf(text: string) {
  return text.split('\n').flatMap((line) => {
    const [words, meanings] = line.split(': ').map((part) => part.split(', '));
    return words === undefined || meanings === undefined ? [] : [{ words, meanings }];
  });
}
