import { comparability } from '../../expression/common-type.ts';
import { asColumnType, describeType } from '../../expression/inferred-type.ts';
import { didYouMean } from '../../nearest-names.ts';
import type { Check } from '../../spec/check.ts';
import type { Findings } from '../findings.ts';
import { literalProblem } from '../literal-text.ts';
import { typeCondition } from '../typed-expression.ts';
import {
  findColumn,
  hiddenSchema,
  type WorkingColumn,
  type WorkingSchema,
} from '../working-schema.ts';
import type { Pass, PassContext } from './pass.ts';
import { tableColumns } from './sources.ts';

/** Every check is about columns that are there, with values they can have. */
export const checksSound: Pass = (context) => {
  const { spec, schemas, findings } = context;
  const nodes = [...spec.sources, ...spec.steps, ...spec.targets].map((node) => node.id);
  for (const [index, check] of spec.checks.entries()) {
    const path = `checks.${index}`;
    if (!nodes.includes(check.on)) {
      const message = `There is no node "${check.on}" to check.`;
      findings.add('UNKNOWN_INPUT', `${path}.on`, message, didYouMean(check.on, nodes));
    }
    const target = spec.targets.find((one) => one.id === check.on);
    const schema = schemas.get(target?.input ?? check.on) ?? hiddenSchema;
    checkOne(context, { check, path, schema });
  }
};

interface CheckAt {
  readonly check: Check;
  readonly path: string;
  readonly schema: WorkingSchema;
}

function checkOne(context: PassContext, { check, path, schema }: CheckAt): void {
  const { findings } = context;
  const column = (name: string, at: string): WorkingColumn =>
    findColumn(schema, name, { path: at, of: check.on, findings });
  switch (check.kind) {
    case 'not_null':
    case 'unique':
      for (const [index, name] of check.columns.entries()) {
        const found = column(name, `${path}.columns.${index}`);
        if (check.kind === 'unique') expectComparable(findings, `${path}.columns.${index}`, found);
      }
      return;
    case 'accepted_values': {
      const { type } = column(check.column, `${path}.column`);
      const known = asColumnType(type);
      for (const [index, value] of check.values.entries()) {
        const problem = known && literalProblem(value, known);
        if (problem) findings.add('TYPE_MISMATCH', `${path}.values.${index}`, ...problem);
      }
      return;
    }
    case 'range':
      checkRange(findings, path, { check, column: column(check.column, `${path}.column`) });
      return;
    case 'row_count':
      checkRowCount(findings, path, check);
      return;
    case 'freshness':
      expectMoment(findings, `${path}.column`, column(check.column, `${path}.column`));
      return;
    case 'anomaly':
      checkAnomaly(findings, path, check);
      if (check.measure === 'freshness' && check.column !== undefined) {
        expectMoment(findings, `${path}.column`, column(check.column, `${path}.column`));
      }
      return;
    case 'reference':
      for (const [index, name] of check.columns.entries()) column(name, `${path}.columns.${index}`);
      checkReference(context, path, check);
      return;
    case 'sql':
      typeCondition(
        check.condition,
        {
          columns: schema.columns.map((one) => ({ ...one, table: check.on })),
          open: schema.open,
          params: context.params,
          place: 'row',
          path: `${path}.condition`,
        },
        findings,
      );
  }
}

function expectComparable(findings: Findings, path: string, column: WorkingColumn): void {
  if (comparability(column.type) !== 'none') return;
  const message = `"${column.name}" is ${describeType(column.type)}, which cannot be compared.`;
  findings.add('TYPE_MISMATCH', path, message);
}

function expectMoment(findings: Findings, path: string, { name, type }: WorkingColumn): void {
  if (['date', 'timestamp', 'timestamptz', 'unknown'].includes(type.kind)) return;
  const message = `"${name}" is ${describeType(type)}, which says nothing about age.`;
  findings.add('TYPE_MISMATCH', path, message, 'use a date or timestamp');
}

function checkAnomaly(
  findings: Findings,
  path: string,
  { measure, column }: Extract<Check, { kind: 'anomaly' }>,
): void {
  if ((measure === 'freshness') === (column !== undefined)) return;
  const message =
    column === undefined
      ? 'Freshness needs the column whose newest value counts.'
      : 'A row count looks at no column.';
  findings.add('SPEC_SHAPE', `${path}.column`, message);
}

function checkRange(
  findings: Findings,
  path: string,
  { check, column }: { check: Extract<Check, { kind: 'range' }>; column: WorkingColumn },
): void {
  const { min, max } = check;
  if (min === undefined && max === undefined) {
    findings.add(
      'SPEC_SHAPE',
      path,
      'A range without min and max checks nothing.',
      'give one of them',
    );
  }
  const type = asColumnType(column.type);
  if (type === undefined) return;
  if (comparability(type) !== 'ordered') {
    const message = `"${column.name}" is ${describeType(type)}, which has no order.`;
    findings.add('TYPE_MISMATCH', `${path}.column`, message);
    return;
  }
  for (const [side, text] of Object.entries({ min, max })) {
    const problem = text === undefined ? undefined : literalProblem(text, type);
    if (problem) findings.add('TYPE_MISMATCH', `${path}.${side}`, ...problem);
  }
}

function checkRowCount(
  findings: Findings,
  path: string,
  { min, max }: Extract<Check, { kind: 'row_count' }>,
): void {
  if (min === undefined && max === undefined) {
    findings.add(
      'SPEC_SHAPE',
      path,
      'A row count without min and max checks nothing.',
      'give one of them',
    );
  }
  if (min !== undefined && max !== undefined && min > max) {
    findings.add('SPEC_SHAPE', `${path}.min`, `No count is at least ${min} and at most ${max}.`);
  }
}

function checkReference(
  { environment, findings }: PassContext,
  path: string,
  check: Extract<Check, { kind: 'reference' }>,
): void {
  const { columns, referenced_columns: referenced, object } = check;
  if (columns.length !== referenced.length) {
    const message = `${columns.length} columns cannot refer to ${referenced.length}.`;
    findings.add(
      'SPEC_SHAPE',
      `${path}.referenced_columns`,
      message,
      'give as many of one as of the other',
    );
  }
  const connection = environment.connections.get(check.connection);
  if (connection === undefined) return;
  const at = { object, path: `${path}.object`, of: connection.name };
  const schema = tableColumns(findings, connection.catalog, at);
  for (const [index, name] of referenced.entries()) {
    const place = `${path}.referenced_columns.${index}`;
    findColumn(schema, name, { path: place, of: object.name, findings });
  }
}
