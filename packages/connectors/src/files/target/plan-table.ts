import {
  diagnostic,
  type Column,
  type Diagnostic,
  type PlannedColumn,
  type TablePlan,
  type TablePlanRequest,
} from '@ai-etl/core';
import { nativeType, widestDecimal } from '../../kit/duckdb/types.ts';
import { checkCase, unsupportedType } from '../../kit/table-findings.ts';
import { isUnboundedDecimal, wireColumns } from '../../kit/wire-columns.ts';
import { parseTargetPath, type TargetPath } from './target-path.ts';

/**
 * Plans a file: its columns, and all findings about what does not fit. What lies there already has no say,
 * for each file carries its own columns. Pure.
 */
export function planTable(request: TablePlanRequest): TablePlan {
  const { object, path } = request;
  const parsed = parseTargetPath(object.name);
  const columns = wireColumns(request.columns, request.fidelity);
  const planned: PlannedColumn[] = [];
  const names = columns.map(({ name }) => name);
  const diagnostics: Diagnostic[] = [...checkCase(names, { path, system: 'readers of files' })];
  for (const column of columns) {
    const outcome = planColumn(column, request);
    if ('code' in outcome) diagnostics.push(outcome);
    else planned.push(outcome);
  }
  if ('problem' in parsed) {
    const message = `The path ${object.name} ${parsed.problem}.`;
    diagnostics.push(diagnostic('SPEC_SHAPE', `${path}.path`, message));
  } else {
    diagnostics.push(...checkMode(request, parsed.path), ...checkShape(request, parsed.path));
  }
  return { object, columns: planned, createSql: '', diagnostics };
}

function planColumn(column: Column, request: TablePlanRequest): PlannedColumn | Diagnostic {
  const native = nativeType(column.type);
  if (native !== undefined) {
    return { source: column, nativeType: native, nullable: column.nullable };
  }
  const at = `${request.path}.columns.${column.name}`;
  if (isUnboundedDecimal(column.type)) {
    return diagnostic(
      'DECIMAL_UNBOUNDED',
      at,
      `Column ${column.name} is a decimal without precision; files are written with ${widestDecimal} digits.`,
      'Set fidelity.unbounded_decimal to decimal(38,9) or text.',
    );
  }
  return unsupportedType(column, request);
}

function checkMode(
  { write, object, path }: TablePlanRequest,
  { after }: TargetPath,
): readonly Diagnostic[] {
  if (write.mode === 'replace' || (write.mode === 'append' && after !== undefined)) return [];
  const isAppend = write.mode === 'append';
  return [
    diagnostic(
      'WRITE_MODE_NOT_SUPPORTED',
      `${path}.write.mode`,
      isAppend
        ? `The path ${object.name} names one file, and nothing is added to a file: a run adds one.`
        : `Rows of files cannot be found again, so they are not written in mode ${write.mode}.`,
      isAppend
        ? 'Put a "*" where the name of each run shall stand: orders/*.parquet. Or use mode replace.'
        : 'Use append or replace.',
    ),
  ];
}

/** An empty line is a NULL for some readers of CSV and no row for others. */
function checkShape(
  { columns: [first, second], path }: TablePlanRequest,
  { format }: TargetPath,
): readonly Diagnostic[] {
  if (format.kind !== 'csv' || second !== undefined || first?.nullable !== true) return [];
  return [
    diagnostic(
      'NULLABLE_MISMATCH',
      `${path}.columns.${first.name}`,
      `Column ${first.name} may be NULL and is the only one: CSV cannot tell such a row from an empty line.`,
      'Add a column, fill it with coalesce, or write Parquet.',
    ),
  ];
}
