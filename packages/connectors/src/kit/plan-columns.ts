import {
  describeObject,
  diagnostic,
  historyOf,
  printColumnType,
  type CatalogColumn,
  type CatalogTable,
  type Column,
  type Diagnostic,
  type PlannedColumn,
  type SchemaChange,
  type TablePlanRequest,
  type Write,
} from '@ai-etl/core';
import { ownColumns } from './check-write.ts';
import { isTested, quarantineName } from './quarantine/misfits.ts';
import { wireColumns } from './wire-columns.ts';

/** What a system knows of its types. Pure. */
export interface ColumnRules {
  /** A new column for what arrives. */
  create(column: Column): PlannedColumn | Diagnostic;
  /** What arrives, in a column that exists; TARGET_TYPE_MISMATCH, NULLABLE_MISMATCH where it does not fit. */
  assign(column: Column, found: CatalogColumn): PlannedColumn | Diagnostic;
  /** The column that exists, changed so that old and new values fit; undefined where that cannot be. */
  widen(column: Column, found: CatalogColumn): PlannedColumn | undefined;
  /**
   * What arrives, in a column that may hold less, where each value can be tested; undefined where none
   * needs to be, or can. Absent: the target keeps no quarantine.
   */
  narrow?(column: Column, found: CatalogColumn): PlannedColumn | undefined;
}

export interface PlannedColumns {
  readonly columns: readonly PlannedColumn[];
  readonly changes: readonly SchemaChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Plans the columns of a target. Where a table exists, `contract` says what becomes of a difference:
 * `evolve` adds and widens columns, `discard` leaves out what the table has no column for, `freeze`
 * refuses. Every change is also a finding, so that a dry run shows it. With `discard` and a quarantine
 * rows are set apart too, one by one, where a value does not fit or is missing. Pure.
 */
export function planColumns(request: TablePlanRequest, rules: ColumnRules): PlannedColumns {
  const { existing, columns, fidelity } = request;
  const arriving = wireColumns(columns, fidelity);
  const parts = arriving.map((column): ColumnPlan => {
    if (existing === null) return planned(rules.create(column), request, rules);
    const found = existing.columns.find((one) => one.name === column.name);
    return found === undefined
      ? planUnknown(column, request, rules)
      : planKnown(column, request, { rules, found });
  });
  const unfilled = existing === null ? [] : planUnfilled(request, existing);
  const all = [...parts, ...unfilled, ...withoutQuarantine(request, rules)];
  return {
    columns: all.flatMap((one) => one.column ?? []),
    changes: all.flatMap((one) => one.change ?? []),
    diagnostics: all.flatMap((one) => one.finding ?? []),
  };
}

interface ColumnPlan {
  readonly column?: PlannedColumn;
  readonly change?: SchemaChange;
  readonly finding?: Diagnostic;
}

function planned(
  outcome: PlannedColumn | Diagnostic,
  request: TablePlanRequest,
  rules: ColumnRules,
): ColumnPlan {
  if ('code' in outcome) return { finding: outcome };
  if (request.contract !== 'discard' || rules.narrow === undefined) return { column: outcome };
  const { source, nullable } = outcome;
  const isRequired = !nullable || requiredNames(request.write).includes(source.name);
  if (!source.nullable || !isRequired) return { column: outcome };
  return { column: { ...outcome, setApart: ['null', ...(outcome.setApart ?? [])] } };
}

/** Columns without which a row cannot be written in its mode. */
function requiredNames(write: Write): readonly string[] {
  const { effective } = historyOf(write);
  if (write.mode === 'merge') return write.keys;
  if (write.mode !== 'scd2') return [];
  return effective === undefined ? write.keys : [...write.keys, effective];
}

/** A column that the table lacks. */
function planUnknown(column: Column, request: TablePlanRequest, rules: ColumnRules): ColumnPlan {
  const { contract = 'evolve', write, object } = request;
  const path = `${request.path}.columns.${column.name}`;
  const table = describeObject(object);
  // Rows that are there would have no key.
  if (contract === 'freeze' || write.keys.includes(column.name)) {
    const message = `Table ${table} has no column ${column.name}.`;
    const hint =
      contract === 'freeze'
        ? 'Add it to the table, leave it out of the pipeline, or set contract to evolve or discard.'
        : 'A key must be in the table: add it there and fill it, or choose other keys.';
    return { finding: diagnostic('TARGET_COLUMN_MISSING', path, message, hint) };
  }
  if (contract === 'discard') {
    const message = `Table ${table} has no column ${column.name}, so it is not loaded.`;
    return {
      change: {
        column: column.name,
        change: 'discarded',
        from: null,
        to: printColumnType(column.type),
      },
      finding: diagnostic('COLUMN_DISCARDED', path, message),
    };
  }
  // Rows that are there have no value for it.
  const created = rules.create({ ...column, nullable: true });
  if ('code' in created) return { finding: created };
  const message = `The column ${column.name} (${created.nativeType}) is added to ${table}.`;
  return {
    column: created,
    change: { column: column.name, change: 'added', from: null, to: created.nativeType },
    finding: diagnostic('SCHEMA_EVOLVES', path, message),
  };
}

/** A column that the table has, perhaps of a type that does not hold what arrives. */
function planKnown(
  column: Column,
  request: TablePlanRequest,
  { rules, found }: { readonly rules: ColumnRules; readonly found: CatalogColumn },
): ColumnPlan {
  const { contract = 'evolve', object } = request;
  const narrowed = contract === 'discard' ? rules.narrow?.(column, found) : undefined;
  if (narrowed !== undefined) {
    const finding = isTested(narrowed) ? { finding: setApart(narrowed, found, request) } : {};
    return { ...planned(narrowed, request, rules), ...finding };
  }
  const outcome = rules.assign(column, found);
  if (!('code' in outcome)) return planned(outcome, request, rules);
  const isMismatch = ['TARGET_TYPE_MISMATCH', 'NULLABLE_MISMATCH'].includes(outcome.code);
  const wider = isMismatch && contract === 'evolve' ? rules.widen(column, found) : undefined;
  if (wider === undefined) return { finding: outcome };
  const { name } = column;
  const message = `The column ${name} of ${describeObject(object)} is widened from ${found.nativeType} to ${wider.nativeType}.`;
  return {
    column: wider,
    change: { column: name, change: 'widened', from: found.nativeType, to: wider.nativeType },
    finding: diagnostic('SCHEMA_EVOLVES', `${request.path}.columns.${name}`, message),
  };
}

/** With `discard` people expect that one bad row does not end the run. */
function withoutQuarantine(
  { existing, contract, path, object }: TablePlanRequest,
  { narrow }: ColumnRules,
): readonly ColumnPlan[] {
  if (existing === null || contract !== 'discard' || narrow !== undefined) return [];
  const message = `Rows for ${describeObject(object)} are not set apart: this target keeps no quarantine, so a row whose values do not fit ends the run.`;
  return [{ finding: diagnostic('ROWS_NOT_SET_APART', `${path}.contract`, message) }];
}

/** Says that rows may be missing afterwards. */
function setApart(
  { source: { name, type } }: PlannedColumn,
  { nativeType }: CatalogColumn,
  { path, object }: TablePlanRequest,
): Diagnostic {
  const message = `Rows whose ${name} (${printColumnType(type)}) does not fit the ${nativeType} of ${describeObject(object)} are set apart in ${quarantineName}.`;
  return diagnostic('ROWS_SET_APART', `${path}.columns.${name}`, message);
}

/** Columns of the table that nothing fills. Those with a default are the table's own business. */
function planUnfilled(request: TablePlanRequest, existing: CatalogTable): readonly ColumnPlan[] {
  const { columns, write, object, contract = 'evolve' } = request;
  const filled = new Set([...columns.map((column) => column.name), ...ownColumns(write)]);
  const table = describeObject(object);
  return existing.columns
    .filter((one) => !filled.has(one.name) && one.nullable && one.hasDefault !== true)
    .map(({ name, nativeType }): ColumnPlan => {
      const path = `${request.path}.columns.${name}`;
      if (contract === 'freeze') {
        const message = `Nothing fills the column ${name} of ${table}.`;
        const hint = 'Derive it in the pipeline, or set contract to evolve or discard.';
        return { finding: diagnostic('SOURCE_COLUMN_MISSING', path, message, hint) };
      }
      const message = `Nothing fills the column ${name} of ${table}: new rows have NULL there.`;
      return {
        change: { column: name, change: 'missing', from: nativeType, to: nativeType },
        finding: diagnostic('COLUMN_NOT_FILLED', path, message),
      };
    });
}
