/** Words of an identifier or a phrase, lower case, without the endings of plurals: `totalAmounts` is total, amount. */
export function lemmasOf(text: string): readonly string[] {
  const apart = text.replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return (apart.match(/[\p{L}\p{N}]+/gu) ?? []).map(lemma);
}

function lemma(word: string): string {
  if (/[^s]ies$/u.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/u.test(word)) return word.slice(0, -2);
  return /[^s]s$/u.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}

/** How a text speaks of a column: by its identifier, by its words, or not at all. */
export type Naming = 'named' | 'described' | 'unnamed';

export function namingOf(column: string, text: string): Naming {
  const escaped = column.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'iu');
  if (whole.test(text)) return 'named';
  const wanted = ` ${lemmasOf(column).join(' ')} `;
  return ` ${lemmasOf(text).join(' ')} `.includes(wanted) ? 'described' : 'unnamed';
}

/**
 * Whether a predicted column is the gold one: a column that the text names must match, one that it describes
 * must have the same words, and for one of which it holds no identifier any name will do.
 */
export function isSameColumn(gold: unknown, predicted: unknown, text: string): boolean {
  if (typeof gold !== 'string') return (gold ?? null) === (predicted ?? null);
  const said = typeof predicted === 'string' ? predicted : '';
  if (bare(gold) === bare(said)) return true;
  switch (namingOf(gold, text)) {
    case 'named':
      return false;
    case 'described':
      return lemmasOf(gold).join(' ') === lemmasOf(said).join(' ');
    case 'unnamed':
      return true;
  }
}

function bare(name: string): string {
  return name.trim().replaceAll(/["'`]/gu, '').toLowerCase();
}

/** Lists as sets of columns. */
export function sameColumns(gold: unknown, predicted: unknown, text: string): boolean {
  const [left, right] = [listOf(gold), listOf(predicted)];
  if (left.length !== right.length) return false;
  const open = [...right];
  return left.every((column) => {
    const at = open.findIndex((one) => isSameColumn(column, one, text));
    if (at !== -1) open.splice(at, 1);
    return at !== -1;
  });
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
