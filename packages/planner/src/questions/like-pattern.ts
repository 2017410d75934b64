/**
 * The pattern of LIKE for a text at the start, at the end or anywhere in a value: its own percent signs, underscores
 * and backslashes stand for themselves. "%tea%" in quotes is a pattern already, of "tea" anywhere.
 */
export function likePattern(said: string, where: 'start' | 'end' | 'inside'): string {
  const inner = /^%[^%]+%$/u.test(said) ? said.slice(1, -1) : said;
  const text = inner.replaceAll(/[%_\\]/gu, (mark) => `\\${mark}`);
  return `${where === 'start' ? '' : '%'}${text}${where === 'end' ? '' : '%'}`;
}
