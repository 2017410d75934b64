const latin: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'y',
    к: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    о: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ф: 'f',
    х: 'kh',
    ц: 'ts',
    ч: 'ch',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ы: 'y',
    ь: '',
    э: 'e',
    ю: 'yu',
    я: 'ya',
  }),
);

/** Russian letters as Latin ones, the way passports write them; other letters stay. */
export function transliterate(text: string): string {
  return Array.from(text, (letter) => latin.get(letter) ?? letter).join('');
}

/**
 * How a name sounds, roughly: Рига and Riga, Ильинский and Ilyinsky come out the same. For lower-case
 * words of either alphabet, or stems of them; endings of vowels say nothing.
 */
export function soundOf(text: string): string {
  return transliterate(text)
    .normalize('NFD')
    .replaceAll(/[^a-z0-9 ]/gu, '')
    .replaceAll(/shch|sch/gu, 'sh')
    .replaceAll('kh', 'h')
    .replaceAll('ph', 'f')
    .replaceAll('th', 't')
    .replaceAll('ck', 'k')
    .replaceAll(/c(?=[eiy])/gu, 's')
    .replaceAll(/ch/gu, '%')
    .replaceAll('c', 'k')
    .replaceAll('%', 'ch')
    .replaceAll('x', 'ks')
    .replaceAll('q', 'k')
    .replaceAll('w', 'v')
    .replaceAll('ts', 's')
    .replaceAll('z', 's')
    .replaceAll(/[jy]/gu, 'i')
    .replaceAll('oo', 'u')
    .replaceAll(/(.)\1+/gu, '$1')
    .replaceAll(/[aeiou]+(?= |$)/gu, '');
}
