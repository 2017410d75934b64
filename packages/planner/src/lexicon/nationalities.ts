/** Adjectives and people of countries by ISO 3166 code, the adjective first. Lower case. */
const adjectives = `
AF afghan; AL albanian; DZ algerian; AD andorran; AO angolan; AR argentine,argentinian; AM armenian; AU australian,aussie;
AT austrian; AZ azerbaijani,azeri; BS bahamian; BH bahraini; BD bangladeshi; BB barbadian; BY belarusian; BE belgian;
BZ belizean; BJ beninese; BT bhutanese; BO bolivian; BA bosnian; BW botswanan; BR brazilian; BG bulgarian; BF burkinabe;
KH cambodian; CM cameroonian; CA canadian; CL chilean; CN chinese; CO colombian; CG congolese; CR costa rican;
HR croatian,croat; CU cuban; CY cypriot; CZ czech; DK danish,dane; DO dominican; EC ecuadorian; EG egyptian;
SV salvadoran; EE estonian; ET ethiopian; FJ fijian; FI finnish,finn; FR french; GA gabonese; GM gambian; GE georgian;
DE german; GH ghanaian; GR greek; GT guatemalan; GN guinean; HT haitian; HN honduran; HU hungarian; IS icelandic,icelander;
IN indian; ID indonesian; IR iranian,persian; IQ iraqi; IE irish; IL israeli; IT italian; JM jamaican; JP japanese;
JO jordanian; KZ kazakh,kazakhstani; KE kenyan; KP north korean; KR korean,south korean; KW kuwaiti; KG kyrgyz; LA lao,laotian;
LV latvian; LB lebanese; LR liberian; LY libyan; LI liechtensteiner; LT lithuanian; LU luxembourgish; MG malagasy;
MY malaysian; MV maldivian; ML malian; MT maltese; MX mexican; MD moldovan; MC monegasque; MN mongolian; ME montenegrin;
MA moroccan; MZ mozambican; MM burmese; NA namibian; NP nepalese,nepali; NL dutch; NZ new zealander,kiwi; NI nicaraguan;
NE nigerien; NG nigerian; MK macedonian; NO norwegian; OM omani; PK pakistani; PA panamanian; PY paraguayan; PE peruvian;
PH filipino,philippine; PL polish,pole; PT portuguese; QA qatari; RO romanian; RU russian; RW rwandan; SA saudi,saudi arabian;
SN senegalese; RS serbian,serb; SG singaporean; SK slovak,slovakian; SI slovenian,slovene; SO somali; ZA south african;
ES spanish,spaniard; LK sri lankan; SD sudanese; SE swedish,swede; CH swiss; SY syrian; TW taiwanese; TJ tajik;
TZ tanzanian; TH thai; TG togolese; TN tunisian; TR turkish,turk; TM turkmen; UG ugandan; UA ukrainian; AE emirati;
GB british,briton,english,uk; US american,us,usa; UY uruguayan; UZ uzbek; VE venezuelan; VN vietnamese; YE yemeni;
ZM zambian; ZW zimbabwean`;

const byCode: ReadonlyMap<string, readonly string[]> = new Map(
  adjectives.split(';').flatMap((entry) => {
    const [, code, words] = /^\s*([A-Z]{2}) (.+)$/su.exec(entry) ?? [];
    return code === undefined || words === undefined
      ? []
      : [[code, words.trim().split(',')] as const];
  }),
);

const byAdjective: ReadonlyMap<string, string> = new Map(
  [...byCode].flatMap(([code, words]) => words.map((word) => [word, code] as const)),
);

/** "spanish", "spaniard" for ES. */
export function nationalitiesOf(code: string): readonly string[] {
  return byCode.get(code) ?? [];
}

/** ES for "Spanish" in any case; null for other words. */
export function codeOfNationality(word: string): string | null {
  return byAdjective.get(word.toLowerCase()) ?? null;
}
