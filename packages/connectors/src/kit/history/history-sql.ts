import { historyOf, type StagingRequest } from '@ai-etl/core';
import { decisionColumns, historyNames, type HistoryWords } from './history-words.ts';

/** The statements that write staged rows into a history, in the order they run. Pure. */
export interface HistorySql {
  /** Finds out what becomes of each staged row. */
  readonly decide: readonly string[];
  /** Keys of which more than one version held at the moment of a row. */
  readonly overlaps: string;
  /** Conditions over staged rows, by what becomes of them; what is the same is none of them. */
  readonly which: Readonly<Record<'opened' | 'ended' | 'corrected', string>>;
  readonly correct: string;
  readonly end: string;
  readonly open: string;
  /** Ends versions whose keys did not arrive, and takes those back that began only then. */
  readonly vanish: readonly string[];
}

/** Prints the statements. Pure. */
export function historySql(request: StagingRequest, words: HistoryWords): HistorySql {
  const { quote, target, staging, yes, no, isApart, stored = (value) => value } = words;
  const { plan, write, effectiveAt } = request;
  const { from, to, current } = historyNames(request, quote);
  const since = quote(decisionColumns.since);
  const version = quote(decisionColumns.version);
  const until = quote(decisionColumns.until);
  const same = quote(decisionColumns.same);
  const sameKeys = (a: string, b: string): string =>
    write.keys.map((key) => `${a}.${quote(key)} = ${b}.${quote(key)}`).join(' AND ');
  const keys = sameKeys('t', 's');
  const covers = `${stored(`t.${from}`)} <= s.${since} AND (t.${to} IS NULL OR ${stored(`t.${to}`)} > s.${since})`;
  const names = plan.columns.map((one) => one.source.name);
  const values = names.filter((name) => !write.keys.includes(name)).map(quote);
  const list = names.map(quote).join(', ');
  const now = words.moment(effectiveAt);
  const isGone = `(t.${to} IS NULL OR ${now} < ${stored(`t.${to}`)}) AND NOT EXISTS (SELECT 1 FROM ${staging} AS s WHERE ${keys})${isApart === undefined ? '' : ` AND NOT ${isApart}`}`;
  const which = {
    opened: `(s.${version} IS NULL OR (s.${same} = 0 AND s.${version} < s.${since}))`,
    ended: `(s.${same} = 0 AND s.${version} < s.${since})`,
    corrected: `(s.${same} = 0 AND s.${version} = s.${since})`,
  };
  const stagedKeys = write.keys.map((key) => `s.${quote(key)}`).join(', ');
  const touches = (condition: string): string =>
    `${condition} AND ${keys} AND ${stored(`t.${from}`)} = s.${version}`;
  return {
    decide: [
      `UPDATE ${staging} SET ${since} = ${sinceOf(request, words)}`,
      words.update({
        table: staging,
        alias: 's',
        set: [
          [version, stored(`t.${from}`)],
          [until, stored(`t.${to}`)],
          [same, `CASE WHEN ${differs(request, words)} THEN 0 ELSE 1 END`],
        ],
        from: [target, 't'],
        where: `${keys} AND ${covers}`,
      }),
      // A row that falls into no version holds until the next one begins.
      words.update({
        table: staging,
        alias: 's',
        set: [[until, `n.${until}`]],
        from: [
          `(SELECT ${stagedKeys}, min(${stored(`t.${from}`)}) AS ${until} FROM ${target} AS t JOIN ${staging} AS s ON ${keys}
             WHERE s.${version} IS NULL AND ${stored(`t.${from}`)} > s.${since} GROUP BY ${stagedKeys})`,
          'n',
        ],
        where: `s.${version} IS NULL AND ${sameKeys('s', 'n')}`,
      }),
    ],
    overlaps: `SELECT 1 FROM ${target} AS t JOIN ${staging} AS s ON ${keys} WHERE ${covers} GROUP BY ${stagedKeys} HAVING count(*) > 1`,
    which,
    correct: words.update({
      table: target,
      alias: 't',
      set: values.map((name) => [name, `s.${name}`]),
      from: [staging, 's'],
      where: touches(which.corrected),
    }),
    end: words.update({
      table: target,
      alias: 't',
      set: [
        [to, `s.${since}`],
        [current, no],
      ],
      from: [staging, 's'],
      where: touches(which.ended),
    }),
    open: `INSERT INTO ${target} (${list}, ${from}, ${to}, ${current})
     SELECT ${list}, s.${since}, s.${until}, CASE WHEN s.${until} IS NULL THEN ${yes} ELSE ${no} END FROM ${staging} AS s WHERE ${which.opened}`,
    vanish: [
      `UPDATE ${target} AS t SET ${to} = ${now}, ${current} = ${no} WHERE ${stored(`t.${from}`)} < ${now} AND ${isGone}`,
      words.deleteWhere(`${stored(`t.${from}`)} = ${now} AND ${isGone}`),
    ],
  };
}

/** The moment since when a staged row is so. */
function sinceOf({ plan, write, effectiveAt }: StagingRequest, words: HistoryWords): string {
  const { effective } = historyOf(write);
  const column = plan.columns.find((one) => one.source.name === effective);
  return column === undefined
    ? words.moment(effectiveAt)
    : words.instant(words.quote(column.source.name), column.source.type.kind);
}

/** When a row came to be is not part of what it says. */
function differs({ plan, write }: StagingRequest, words: HistoryWords): string {
  const { effective } = historyOf(write);
  const tests = plan.columns
    .filter(({ source: { name } }) => !write.keys.includes(name) && name !== effective)
    .map((column) => words.differs(column));
  return tests.length === 0 ? '1 = 0' : `(${tests.join(' OR ')})`;
}
