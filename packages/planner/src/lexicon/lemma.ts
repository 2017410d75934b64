const irregular: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['indices', 'index'],
  ['statuses', 'status'],
  ['addresses', 'address'],
  ['campuses', 'campus'],
  ['buses', 'bus'],
  ['bonuses', 'bonus'],
  ['viruses', 'virus'],
  ['series', 'series'],
  ['data', 'data'],
  ['news', 'news'],
]);

/** Possible singulars of an English word, best first; the word itself is not among them. */
export function lemmasOf(word: string): readonly string[] {
  const known = irregular.get(word);
  if (known !== undefined) return [known];
  if (word.length < 4 || !/^[a-z_]+$/u.test(word)) return [];
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`, word.slice(0, -1)];
  if (/(?:sses|shes|ches|xes|zes)$/u.test(word)) return [word.slice(0, -2)];
  if (word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return [];
  return word.endsWith('s') ? [word.slice(0, -1)] : [];
}

/** The one form under which words are compared: the singular, where there is one. */
export function lemma(word: string): string {
  return lemmasOf(word)[0] ?? word;
}
