import type { OperationIntent } from '../../ir/index.ts';
import { isWrittenColumn } from '../clauses.ts';
import { isColumnLike } from '../list.ts';
import { claim, free, is, type Reading } from '../reading.ts';
import { compileRules, readRuleAt } from '../pattern/rules.ts';

interface Part {
  readonly slot: 'column' | 'value' | 'index';
  readonly names: readonly string[];
}

const part = (slot: Part['slot'], patterns: readonly string[]) => ({
  patterns,
  mean: (captures: { texts(name: string): readonly string[] }) => () => ({
    slot,
    names: captures.texts('names'),
  }),
});

/** What a pivot says of its parts, in any order and any words. */
const parts = compileRules<Part>([
  part('column', [
    '<names:col> (run|runs|go|goes|running|going) (across|along) (the)? (top)?',
    '<names:col> (across|along) the top',
    '(each|every|one) <names:col> (value)? (becomes|become|turns into|is|gets|as|forms|makes) (a|its own|an own|one|a separate|its)? (column|field)',
    '(columns|headers|headings) (named after|named by|for|per|called by|from) (each|the|every)? <names:col>',
    '(one|a) (separate|own)? (column|field) (out of|from|of|made of|made from) (each|every)? <names:col>',
    '(one|a) (separate)? (column|field) (per|for each|for every) <names:col>',
    '(pivot|pivoting|pivoted|spread) (on|by|over|the)? <names:col> (values)? (into|to|as)? (columns|headers)?',
    '<names:col> (values)? (become|becomes|serve as|serves as|supply|supplies|give|gives|turn into|turns into|as|into|in|to|form|make|are the) (the)? (separate|own|new)? (columns|headers|column headers|column names)',
    '(columns|headers) (are|is|=|:|from|come from|by) <names:col>',
    '(разверни|развернуть|сделай) <names:col> (в|по)? (столбцы|колонки|столбцам|колонкам)',
    '<names:col> (разверни|развернуть|станут|становятся|превращаются|идут|по|в|—|–) (в)? (столбцы|колонки|столбцами|колонками|столбцам|колонкам|горизонтали)',
    '(по|в) (столбцам|колонкам|столбцах|колонках|столбцы|колонки) (—|–|-|:|идут|пусть будут|будут)? <names:col>',
    '(отдельный|отдельная) (столбец|колонка) (на|для) (каждый|каждую|каждого|каждое) <names:col>',
  ]),
  part('value', [
    '(cells|cell|each cell|every cell|in each cell|values|value|cell values|cell value|the body|the numbers) (are|is|=|:|hold|holding|contain|show|from|come from|taken from|being) (the)? <names:col>',
    '(with|and|using) <names:col> (as|in|inside|for) (the|its|their)? (values|cells|cell values|value|cell|body)',
    '<names:col> (as|in|inside|into) (the)? (values|cells|cell values|value|cell)',
    '(values|value) (of|from|in) <names:col>',
    '(with|and|using|by) (the)? <names:col> (as|for) (the|its|their)? (value|values|content|cell)',
    '<names:col> (fills|fill|goes into|go into|populates|populate|makes up|is in|sits in|stands in|lands in) (the|each)? (cells|cell|values|cell values|body)',
    '(filled|filling|populated) (with|by|from) (the)? <names:col>',
    '(в ячейках|в ячейки|значения|значениями|значение|ячейки|на пересечении) (—|–|-|:|из|это|пусть будут|будут|берутся из)? <names:col>',
    '<names:col> (в ячейках|в ячейки|как значения|значениями|в качестве значений)',
  ]),
  part('index', [
    '(grouped by|group by|indexed by|keyed by|index|index by|rows by|rows are|rows|down the side|one row per|a row per|one line per|one row for|a row for|one line for|a line for|one record for|one record per|row per|per) (is|=|:)? (each)? <names:cols>',
    '(for each|for every) <names:cols>',
    '<names:cols> (down the side|stays as rows|stay as rows|in the rows|as the index|as index|as rows|on the rows|as the row key)',
    '(по строкам|в строках|строки|строками|индекс|группировка по|сгруппируй по|группируй по|с группировкой по|одна строка на) (—|–|-|:)? (каждый|каждую|каждого)? <names:cols>',
    '<names:cols> (по строкам|в строках|строками|остается строкой|остаётся строкой)',
  ]),
]);

const triggers = new Set([
  'pivot',
  'pivoting',
  'pivoted',
  'reshape',
  'crosstab',
  'cross-tab',
  'transpose',
  'turn',
  'rotate',
  'flip',
  'spread',
  'across',
  'разверни',
  'развернуть',
  'сводная',
  'сводную',
  'транспонируй',
  'пивот',
  'поверни',
]);

/** Reads a table turned wide: which values become columns, what fills the cells, what the rows are. */
export function readPivot(reading: Reading): OperationIntent[] {
  const trigger = reading.tokens.findIndex((_token, at) =>
    triggers.has(free(reading, at)?.lower ?? ''),
  );
  const found: { readonly read: Part; readonly at: number; readonly end: number }[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = readRuleAt(reading, parts, at);
    if (read === null) continue;
    // "the rows of Postgres meter_values into columns": a table, no column.
    if (is(reading, at - 1, 'system')) continue;
    found.push({ read: read.make({ start: 0, end: 0, text: '' }), at, end: read.end });
    at = read.end - 1;
  }
  const names = (slot: Part['slot']): readonly string[] =>
    found.find((one) => one.read.slot === slot)?.read.names ?? [];
  const spread = isPivot(reading, trigger) ? readSpread(reading, trigger) : null;
  const [column = spread?.column] = names('column');
  const [value = spread?.value] = names('value');
  if (value === undefined) {
    const plain = readPlainPivot(reading);
    if (plain !== null) return [plain];
  }
  if (column === undefined || value === undefined) return [];
  // Without a word for it all three parts must be told.
  if (trigger < 0 && names('index').length === 0) return [];
  for (const one of found) claim(reading, one.at, one.end);
  const index = names('index').length > 0 ? names('index') : indexBehind(reading, trigger);
  const start = trigger < 0 ? (found[0]?.at ?? 0) : trigger;
  const evidence = claim(reading, start, start + 1);
  return [{ op: 'pivot', index, column: singular(column, reading), value, evidence }];
}

function isPivot(reading: Reading, at: number): boolean {
  return free(reading, at)?.lower.startsWith('pivot') === true;
}

/** "pivot Postgres kpi by kpi_name with kpi_value": the table stands between the verb and its parts. */
function readSpread(
  reading: Reading,
  trigger: number,
): { readonly column: string; readonly value: string } | null {
  for (let at = trigger + 1; at < trigger + 8; at += 1) {
    if (!/^(?:by|on|over)$/u.test(free(reading, at)?.lower ?? '')) continue;
    const column = free(reading, at + 1);
    const value = free(reading, at + 3);
    const leads = /^(?:with|using|showing|of)$/u.test(free(reading, at + 2)?.lower ?? '');
    if (!leads || !isColumnLike(column) || !isColumnLike(value)) continue;
    claim(reading, at, at + 4);
    return { column: column.text, value: value.text };
  }
  return null;
}

const plain = compileRules<Omit<Extract<OperationIntent, { op: 'pivot' }>, 'op'>>([
  {
    patterns: [
      '(pivot|pivoting) (the)? (sum of|total|totals of)? (<value:col>)? (by|on|over) <column:col> ((,)? (per|for each|for every|with one row per|one row per|grouped by) <index:cols>)?',
      '(сводная|сводную|разверни) (таблица|таблицу)? (<value:col>)? по <column:col> ((,)? (для каждого|для каждой|по каждому|по каждой|на каждый|на каждую) <index:cols>)?',
    ],
    mean: (captures) => {
      const column = captures.text('column');
      return column === null
        ? null
        : (evidence) => ({
            index: captures.texts('index'),
            column,
            value: captures.text('value') ?? '*',
            evidence,
          });
    },
  },
]);

/** "pivot amount by status per region", "pivot orders by status": a noun that is no column counts rows. */
function readPlainPivot(reading: Reading): OperationIntent | null {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const read = readRuleAt(reading, plain, at);
    if (read === null) continue;
    const pivot = read.make(claim(reading, at, read.end));
    // A mere word may be the table, which is read where tables are.
    for (let inside = at + 1; inside < read.end; inside += 1) {
      const token = reading.tokens[inside];
      if (token?.text === pivot.value && /^\p{L}+$/u.test(token.text)) reading.claimed[inside] = 0;
    }
    return { op: 'pivot', ...pivot };
  }
  return null;
}

/** "pivot budget_lines by cost_centre": the first column behind "by" that is nothing else. */
function indexBehind(reading: Reading, trigger: number): readonly string[] {
  for (let at = Math.max(trigger, 0); at < reading.tokens.length; at += 1) {
    if (!/^(?:by|per|on|over|по)$/u.test(free(reading, at)?.lower ?? '')) continue;
    const token = free(reading, at + 1);
    if (!isWrittenColumn(token)) continue;
    claim(reading, at, at + 2);
    return [token.text];
  }
  return [];
}

/** "the weekdays run across": a plural of a column that is named in the text is that column. */
function singular(name: string, reading: Reading): string {
  const one = name.endsWith('s') ? name.slice(0, -1).toLowerCase() : null;
  const known = one !== null && reading.tokens.some((token) => token.lower === one);
  return known && one !== null ? one : name;
}
