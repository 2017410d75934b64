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
      const name = display.of(code);
      if (name !== undefined && !['EU', 'EZ', 'UN', 'QO', 'ZZ', 'XA', 'XB', 'UK'].includes(code)) {
        names.set(name.toLowerCase(), code);
      }
    }
  }
  for (const [name, code] of [
    ['uk', 'GB'],
    ['england', 'GB'],
    ['usa', 'US'],
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
