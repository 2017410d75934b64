import type { CheckIntent } from '../../ir/index.ts';
import { compileRules } from '../pattern/rules.ts';

type RowCount = Extract<CheckIntent, { rule: 'row_count' }>;

const rows = '(row|rows|record|records|line|lines|entry|entries|orders|events|rides|<x:col>)';
const day =
  '(yesterday|today|per day|a day|in the last day|in the last 24 hours|last 24 hours|for yesterday|from yesterday|of yesterday|since yesterday|each day|every day|daily|in total|per run|each run)';
const russianDay =
  '(за вчера|вчера|за сегодня|сегодня|за вчерашний день|в день|за сутки|за последние сутки|за последние 24 часа|за последний день)';

const rowCount = (patterns: readonly string[], bound: 'min' | 'max', exclusive: boolean) => ({
  patterns,
  mean: (captures: { number(name: string): number | null }) => {
    const count = captures.number('count');
    if (count === null || !Number.isInteger(count)) return null;
    const value = exclusive ? (bound === 'min' ? count + 1 : count - 1) : count;
    return (evidence: RowCount['evidence']): RowCount => ({
      rule: 'row_count',
      min: bound === 'min' ? value : null,
      max: bound === 'max' ? value : null,
      window: windowOf(evidence.text),
      evidence,
    });
  },
});

function windowOf(text: string): string | null {
  if (/yesterday|вчера/iu.test(text)) return 'yesterday';
  if (/today|сегодня/iu.test(text)) return 'today';
  return /24 hours|last day|сутки|24 часа|последний день/iu.test(text) ? 'last 24 hours' : null;
}

const minutes: ReadonlyMap<string, number> = new Map([
  ['minute', 1],
  ['hour', 60],
  ['day', 1440],
  ['week', 10_080],
]);

/** Rules about a whole table: how many rows, how old the newest one. */
export const tableChecks = compileRules<CheckIntent>([
  rowCount(
    [
      `(<d:col>)? ${day} (needs|must have|must bring|must contain|has to have|should have|must show|has|must hold|needs to have|brought|should bring|must be) (at least|a minimum of|no fewer than|not less than|no less than|minimum)? <count:num> (or more|and more|at least)? ${rows}? (or more|at least)?`,
      `(at least|a minimum of|no fewer than|not fewer than|no less than|not less than|minimum) <count:num> ${rows} (loaded|dated|arrived|in|created)? (for|from|of|in)? ${day}`,
      `(at least|a minimum of|no fewer than|not fewer than|no less than|not less than|minimum) <count:num> (row|rows|record|records|line|lines|entry|entries) (must|should|have to|has to|are expected|need to|for|expected)? (be|arrive|come|there|exist|have arrived)? (loaded|present|expected|there)? ${day}?`,
      `(at least|a minimum of|no fewer than|not fewer than|no less than|not less than|minimum) <count:num> ${rows} (must|should|have to|has to|are expected|need to|expected) (be|arrive|come|there|exist|have arrived)? (loaded|present|expected|there)? ${day}?`,
      `(min|minimum|at least) <count:num> (rows|records|lines|entries) (for|from|of)? ${day}?`,
      `(there)? (must|should|have to|has to|need to|needs to) (be|have|hold|contain|arrive|come) (at least|no fewer than|no less than|minimum|a minimum of|not less than) <count:num> ${rows} (for|from|of)? ${day}?`,
      `(the)? (row count|number of rows|rows|table|target|it|result|count of rows|record count) (of|for|from)? ${day}? (must|should|has to|have to|needs to|is) (be|have|hold|contain|reach)? (at least|no fewer than|no less than|minimum|a minimum of|not less than|>=|not below|not under) <count:num> (${rows})?`,
      `(fewer than|less than|under|below) <count:num> ${rows} ${day}? (is|means|counts as|must|should|=|raises|triggers|are|would be) (an|a|be|trigger|raise)? (error|alarm|failure|wrong|alert|problem|suspicious|fail|not ok)`,
      `${russianDay}? (должно быть|должна быть|нужно|ожидается|должно прийти|должно быть загружено|требуется|не должно быть) (не менее|не меньше|минимум|хотя бы|меньше) <count:num> (строк|записей|строки|<x:col>) ${russianDay}?`,
      `${russianDay} (должно быть|нужно|ожидается|должно прийти|требуется) (не менее|не меньше|минимум|хотя бы) <count:num>`,
      `${russianDay} (—|–|-|:)? (не менее|не меньше|минимум|хотя бы|как минимум) <count:num> (строк|записей|строки)`,
      `(не менее|не меньше|минимум|хотя бы|как минимум) <count:num> (строк|записей|строки) ${russianDay}?`,
      `(количество|число) (строк|записей) ${russianDay}? (должно быть|—|–|не)? (не менее|не меньше|минимум|>=|меньше) <count:num>`,
    ],
    'min',
    false,
  ),
  rowCount(
    [
      `(more than|over|above) <count:num> ${rows} (must|should|have to|has to|are expected|need to) (be|arrive|come|exist|have arrived)? (loaded|present|there)? ${day}?`,
      `(the)? (row count|number of rows|table) (must|should|has to) (be|exceed) (more than|over|above|greater than)? <count:num>`,
    ],
    'min',
    true,
  ),
  {
    patterns: [
      `${day} (must|should|may|can) not be (empty|without rows|without data|without records)`,
      `(the)? (table|result|source|load|target|file|it) (must|should|may|can|has) (never|not) (be|come|to be)? (empty|without rows)`,
      `(таблица|результат|выгрузка|файл) не (должна|должен|может) быть пуст*`,
      `(not|at least one row|at least one record|no empty result) (expected)? ${day}`,
    ],
    mean: () => (evidence) => ({
      rule: 'row_count',
      min: 1,
      max: null,
      window: windowOf(evidence.text),
      evidence,
    }),
  },
  {
    patterns: [
      '(the)? (latest|newest|most recent|last|freshest) (row|record|entry|event|line|value|data|load|<column:col>) (in it|of it|there|by <c:col>)? (has to be|must be|should be|may be|is|can be|must not be|may not be|should not be|cannot be|must have arrived|needs to be|has to have arrived|must have been|is at most|must not be more than) (written|loaded)? (at most|no more than|not more than|not older than|no older than|younger than|newer than|under|less than|within|fresher than|older than|more than|over|within the last|in the last|maximum|max|up to)? (the)? (last)? <age:num> <unit:unit> (old|ago|of age|or younger|or newer)?',
      '(the)? (data|table|rows|it|content|contents|feed) (has to be|must be|should be|may be|is|can be|must not be|may not be|should not be|cannot be|needs to be) (at most|no more than|not more than|not older than|no older than|younger than|newer than|under|less than|fresher than|older than|more than|maximum|fresh|fresh within|updated within|refreshed within|updated in)? (the)? (last)? <age:num> <unit:unit> (old|ago|at most|max|fresh)?',
      '(the)? (latest|newest|most recent|last|freshest) (row|record|entry|event|line|value|data|load|<column:col>) (at most|no more than|not more than|not older than|no older than|never older than|younger than|newer than|under|less than|within|fresher than|within the last|in the last|max|<|<=) (the)? (last)? <age:num> <unit:unit> (old|ago|of age)?',
      '(the)? (data|table|rows|it|content|contents|feed) (no older than|not older than|never older than|younger than|fresher than) <age:num> <unit:unit> (old)?',
      '(nothing|no data|no row) (older|staler) than <age:num> <unit:unit>',
      '(freshness|data age|staleness|max age|maximum age|data freshness) (:|is|of|under|below|at most|must be|must stay|<|within|limit|not more than|no more than|must be under|should be under|under|=)? (at most|below|under|within)? <age:num> <unit:unit>',
      '(последняя|самая свежая|свежая|последние) (запись|строка|дата|данные|<column:col>) (должна быть|должны быть|не должна быть|не должны быть|не|моложе) (не)? (старше|моложе|свежее|позже|позднее|более|младше)? (чем)? <age:num> <unit:unit> (назад)?',
      '(данные|таблица|записи) (должны быть|должна быть|не должны быть|не должна быть|не|свежее|свежие) (не)? (старше|моложе|свежее|устаревать|устаревшими)? (чем)? (более чем)? (на)? <age:num> <unit:unit>',
      '(свежесть) (данных)? (—|–|:|не хуже|не более|до)? <age:num> <unit:unit>',
    ],
    mean: (captures) => {
      const age = captures.number('age');
      const unit = minutes.get(captures.text('unit') ?? '');
      if (age === null || unit === undefined) return null;
      const column = captures.text('c') ?? captures.text('column');
      const named = column !== null && column.includes('_') ? column : null;
      return (evidence) => ({
        rule: 'freshness',
        column: named,
        maxAgeMinutes: age * unit,
        evidence,
      });
    },
  },
]);
