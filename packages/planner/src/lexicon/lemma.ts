const irregular: ReadonlyMap<string, string> = new Map([
  ['ids', 'id'],
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['mice', 'mouse'],
  ['feet', 'foot'],
  ['teeth', 'tooth'],
  ['wives', 'wife'],
  ['knives', 'knife'],
  ['shelves', 'shelf'],
  ['halves', 'half'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['calories', 'calorie'],
  ['rookies', 'rookie'],
  ['analyses', 'analysis'],
  ['crises', 'crisis'],
  ['criteria', 'criterion'],
  ['media', 'medium'],
  ['phenomena', 'phenomenon'],
  ['bacteria', 'bacterium'],
  ['alumni', 'alumnus'],
  ['curricula', 'curriculum'],
  ['matrices', 'matrix'],
  ['theses', 'thesis'],
  ['diagnoses', 'diagnosis'],
  ['prognoses', 'prognosis'],
  ['axes', 'axis'],
  ['wolves', 'wolf'],
  ['thieves', 'thief'],
  ['loaves', 'loaf'],
  ['calves', 'calf'],
  ['geese', 'goose'],
  ['heroes', 'hero'],
  ['potatoes', 'potato'],
  ['tomatoes', 'tomato'],
  ['volcanoes', 'volcano'],
  ['quizzes', 'quiz'],
  ['species', 'species'],
  ['gases', 'gas'],
  ['lenses', 'lens'],
  ['aliases', 'alias'],
  ['censuses', 'census'],
  ['surpluses', 'surplus'],
  ['choruses', 'chorus'],
  ['indices', 'index'],
  ['statuses', 'status'],
  ['addresses', 'address'],
  ['campuses', 'campus'],
  ['buses', 'bus'],
  ['taxis', 'taxi'],
  ['skis', 'ski'],
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
  if (/(?:sses|shes|ches|xes|zzes|tzes)$/u.test(word)) return [word.slice(0, -2)];
  if (word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return [];
  return word.endsWith('s') ? [word.slice(0, -1)] : [];
}

/** The one form under which words are compared: the singular, where there is one. */
export function lemma(word: string): string {
  return lemmasOf(word)[0] ?? word;
}
