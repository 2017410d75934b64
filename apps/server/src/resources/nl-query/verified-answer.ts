import {
  AiEtlError,
  detectSemanticType,
  maskValue,
  printColumnType,
  type CatalogTable,
  type ConnectorSession,
  type Sample,
} from '@ai-etl/core';
import type { ApprovedSql } from '@ai-etl/store';
import { firstRows } from '../../catalog/values-query.ts';
import { jsonValue } from '../../data/json-value.ts';
import type { NlQueryAnswerBody } from './contract.ts';
import { namesInSql } from './sql-names.ts';

/** A person waits. */
const timeoutMs = 20_000;
/** As many as a preview judges a column by. */
const rowsToUnderstand = 200;

export interface ApprovedRun {
  readonly approved: ApprovedSql;
  /** All of the connection. */
  readonly tables: readonly CatalogTable[];
  readonly execute: boolean;
  readonly limit: number;
  readonly mayUnmask: boolean;
}

export type ApprovedAnswer = Pick<
  NlQueryAnswerBody,
  | 'sql'
  | 'columns'
  | 'rows'
  | 'truncated'
  | 'chart'
  | 'estimated_rows'
  | 'estimated_time_ms'
  | 'estimated_from'
>;

/**
 * SQL that a person wrote and another approved, run read-only. Throws PERMISSION_DENIED where it may
 * show personal data to somebody who may not see it: which of its results is which, nobody knows.
 */
export async function answerApproved(
  session: ConnectorSession | null,
  run: ApprovedRun,
): Promise<ApprovedAnswer> {
  const { sql } = run.approved;
  const common = { sql, estimated_time_ms: null, rows: null, truncated: false, chart: null };
  if (session === null) {
    return { ...common, columns: [], estimated_rows: null, estimated_from: 'none' };
  }
  const described = await session.describe(sql);
  const { rows: estimated } = await session.explain(sql);
  const told = { ...common, estimated_rows: estimated, estimated_from: 'explain' } as const;
  const columns = described.map(({ name, type }) => ({
    name,
    type: printColumnType(type),
    masked: false,
  }));
  if (!run.execute) return { ...told, columns };
  if (!run.mayUnmask) await refusePersonal(session, run);
  const sample = await session.sample({ sql, limit: run.limit, timeoutMs });
  const meanings = run.mayUnmask ? [] : meaningsOf(sample);
  return {
    ...told,
    columns: columns.map((one, at) => ({ ...one, masked: meanings[at] != null })),
    rows: sample.rows.map((row) =>
      row.map((value, at) => {
        const meaning = meanings[at];
        return value === null || meaning == null
          ? jsonValue(value, sample.columns[at]?.type ?? { kind: 'text' })
          : maskValue(value, meaning.kind);
      }),
    ),
    truncated: sample.truncated,
  };
}

/** What the values themselves show, whatever the SQL says. */
function meaningsOf({ columns, rows }: Sample) {
  return columns.map(({ name, type }, at) => {
    const values = rows.flatMap((row) => row[at] ?? []).slice(0, rowsToUnderstand);
    const meaning = detectSemanticType({ name, type, values });
    return meaning?.pii === true ? meaning : null;
  });
}

async function refusePersonal(
  session: ConnectorSession,
  { approved, tables }: ApprovedRun,
): Promise<void> {
  const names = namesInSql(approved.sql);
  for (const table of tables.filter(({ object }) => names.mentions(object.name))) {
    const columns = table.columns.filter(({ name }) => names.isOpen || names.mentions(name));
    const { dialect } = approved;
    const sql =
      columns.length === 0 ? null : firstRows(table, { columns, dialect, rows: rowsToUnderstand });
    if (sql === null) continue;
    const sample = await session.sample({ sql, limit: rowsToUnderstand, timeoutMs });
    for (const [at, { name, type }] of columns.entries()) {
      const values = sample.rows.flatMap((row) => row[at] ?? []);
      const asked = { name, table: table.object.name, type };
      const isPersonal = [[], values].some(
        (seen) => detectSemanticType({ ...asked, values: seen })?.pii === true,
      );
      if (isPersonal) throw hidden(`${table.object.name}.${name}`);
    }
  }
}

function hidden(column: string): AiEtlError {
  return new AiEtlError(
    'PERMISSION_DENIED',
    `The approved SQL reads personal data (${column}), which your role shows masked. It takes the permission data:unmask; without "execute" the SQL alone is answered.`,
    { details: [{ field: 'execute', error: `${column} is masked for you` }] },
  );
}
