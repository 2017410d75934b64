/** ISO 3166 code of a country as English or Russian calls it; null for any other name. */
export function countryCode(name: string): string | null {
  countryCodes ??= readCountryCodes();
  return countryCodes.get(name.toLowerCase()) ?? null;
}

let countryCodes: ReadonlyMap<string, string> | undefined;

function readCountryCodes(): ReadonlyMap<string, string> {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const names = new Map<string, string>();
  for (const language of ['ru', 'en']) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      // FX was once France: what a code became goes by its own code.
      if (Intl.getCanonicalLocales(`und-${code}`)[0] !== `und-${code}`) continue;
      const name = display.of(code);
      if (name !== undefined && !['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'UK'].includes(code)) {
        names.set(name.toLowerCase(), code);
      }
    }
  }
  for (const [name, code] of [
    ['uk', 'GB'],
    ['england', 'GB'],
    ['great britain', 'GB'],
    ['britain', 'GB'],
    ['usa', 'US'],
    ['u.s.', 'US'],
    ['u.s.a.', 'US'],
    ['united states of america', 'US'],
    ['holland', 'NL'],
    ['the netherlands', 'NL'],
    ['czech republic', 'CZ'],
    ['russian federation', 'RU'],
    ['turkey', 'TR'],
    ['republic of korea', 'KR'],
    ['korea', 'KR'],
    ['viet nam', 'VN'],
    ['myanmar', 'MM'],
    ['burma', 'MM'],
    ['hong kong', 'HK'],
    ['macau', 'MO'],
    ['ivory coast', 'CI'],
    ['cape verde', 'CV'],
    ['macedonia', 'MK'],
    ['bosnia and herzegovina', 'BA'],
    ['bosnia', 'BA'],
    ['trinidad and tobago', 'TT'],
    ['palestine', 'PS'],
    ['uae', 'AE'],
    ['германии', 'DE'],
    ['франции', 'FR'],
    ['испании', 'ES'],
    ['италии', 'IT'],
    ['польши', 'PL'],
    ['польше', 'PL'],
    ['россии', 'RU'],
    ['швеции', 'SE'],
    ['австрии', 'AT'],
    ['нидерландов', 'NL'],
    ['португалии', 'PT'],
  ] as const) {
    names.set(name, code);
  }
  return names;
}
