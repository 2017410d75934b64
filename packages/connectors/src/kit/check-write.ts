import {
  describeObject,
  diagnostic,
  historyOf,
  type CatalogColumn,
  type CatalogTable,
  type ColumnType,
  type Diagnostic,
  type TablePlanRequest,
  type Write,
} from '@ai-etl/core';

/** True when a column of the target holds every value of a type unchanged. */
export type CanHold = (column: CatalogColumn, type: ColumnType) => boolean;

/** Findings about the keys of merge and scd2, and about the columns of history. Pure. */
export function checkWrite(request: TablePlanRequest, canHold: CanHold): readonly Diagnostic[] {
  const { write, path, columns } = request;
  if (write.mode !== 'merge' && write.mode !== 'scd2') return [];
  if (write.keys.length === 0) {
    const message = `${write.mode} needs the key columns.`;
    return [diagnostic('MISSING_KEYS', `${path}.write.keys`, message)];
  }
  const names = new Set(columns.map((column) => column.name));
  return [
    ...write.keys
      .filter((key) => !names.has(key))
      .map((key) =>
        diagnostic(
          'UNKNOWN_COLUMN',
          `${path}.write.keys`,
          `The key ${key} is not among the columns.`,
        ),
      ),
    ...(write.mode === 'scd2' ? checkHistory(request, names, canHold) : []),
  ];
}

/** Names of the columns that the write adds to those that arrive. */
export function ownColumns(write: Write): readonly string[] {
  if (write.mode !== 'scd2') return [];
  const { valid_from, valid_to, is_current } = historyOf(write);
  return [valid_from, valid_to, is_current];
}

function checkHistory(
  request: TablePlanRequest,
  names: ReadonlySet<string>,
  canHold: CanHold,
): readonly Diagnostic[] {
  const { write, path, existing } = request;
  const { effective } = historyOf(write);
  const taken = ownColumns(write)
    .filter((name) => names.has(name))
    .map((name) =>
      diagnostic(
        'DUPLICATE_COLUMN',
        `${path}.write.history`,
        `The column ${name} arrives, and history needs one of that name.`,
        'Rename it in the pipeline, or choose another name in write.history.',
      ),
    );
  const missing =
    effective === undefined || names.has(effective)
      ? []
      : [
          diagnostic(
            'UNKNOWN_COLUMN',
            `${path}.write.history.effective`,
            `There is no column ${effective}.`,
          ),
        ];
  return [
    ...taken,
    ...missing,
    ...(existing === null ? [] : checkKept(request, existing, canHold)),
  ];
}

/** A table that exists keeps history already: rows without a beginning cannot be given one. */
function checkKept(
  request: TablePlanRequest,
  existing: CatalogTable,
  canHold: CanHold,
): readonly Diagnostic[] {
  const { valid_from, valid_to, is_current } = historyOf(request.write);
  const table = describeObject(request.object);
  const wanted = [
    [valid_from, 'timestamptz'],
    [valid_to, 'timestamptz'],
    [is_current, 'bool'],
  ] as const;
  return wanted.flatMap(([name, kind]) => {
    const path = `${request.path}.write.history`;
    const found = existing.columns.find((one) => one.name === name);
    if (found === undefined) {
      return diagnostic(
        'TARGET_COLUMN_MISSING',
        path,
        `Table ${table} has no column ${name}, so it keeps no history.`,
        'Write into a new table, or add valid_from, valid_to and is_current and fill them.',
      );
    }
    if (!canHold(found, { kind }) || (name === valid_to && !found.nullable)) {
      return diagnostic(
        'TARGET_TYPE_MISMATCH',
        path,
        `Column ${name} of ${table} is ${found.nativeType}; history needs ${kind}${name === valid_to ? ' that takes NULL' : ''}.`,
        'Change the column, or name another in write.history.',
      );
    }
    return [];
  });
}
