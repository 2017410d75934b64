import {
  AiEtlError,
  parseColumnType,
  type CatalogTable,
  type ColumnType,
  type ForeignKey,
} from '@ai-etl/core';
import type { QuestionSchema } from '@ai-etl/planner';
import type { NlQueryRequestBody } from './contract.ts';

type GivenTables = NonNullable<NlQueryRequestBody['schema']>['tables'];
type GivenTable = Exclude<GivenTables[number], string>;

/** Tables that the caller describes by their columns. Throws VALIDATION_ERROR for a reference to none of them. */
export function givenSchema(tables: readonly GivenTable[]): QuestionSchema {
  return {
    defaultSchema: '',
    tables: tables.map((table, at): CatalogTable => ({
      object: { name: table.name },
      kind: 'table',
      columns: table.columns.map(({ name, type }) => ({
        name,
        type: columnType(type),
        nullable: true,
        nativeType: type,
      })),
      primaryKey: table.columns.some(({ name }) => name.toLowerCase() === 'id')
        ? table.columns.filter(({ name }) => name.toLowerCase() === 'id').map(({ name }) => name)
        : [],
      uniqueKeys: [],
      foreignKeys: table.columns.flatMap((column, index) =>
        referenceOf(column, tables, `schema.tables.${at}.columns.${index}.references`),
      ),
      estimatedRows: null,
      estimatedBytes: null,
    })),
  };
}

function referenceOf(
  { name, references }: GivenTable['columns'][number],
  tables: readonly GivenTable[],
  field: string,
): readonly ForeignKey[] {
  if (references === undefined) return [];
  const dot = references.lastIndexOf('.');
  const [table, column] = [references.slice(0, dot), references.slice(dot + 1)];
  const target = tables.find((one) => one.name === table);
  if (target?.columns.some((one) => one.name === column) !== true) {
    throw new AiEtlError('VALIDATION_ERROR', 'A column refers to a column that is not given.', {
      details: [{ field, error: 'must be `table.column` of one of the given tables' }],
    });
  }
  return [{ columns: [name], references: { name: table }, referencedColumns: [column] }];
}

const spellings: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(?:big)?(?:serial|int)|^u?int\d*|^integer|^smallint|^tinyint|^number$/u, { kind: 'int64' }],
  [/^(?:numeric|decimal|money|number)/u, { kind: 'decimal' }],
  [/^(?:float|double|real)/u, { kind: 'float64' }],
  [/^bool/u, { kind: 'bool' }],
  [/^timestamp(?:\(\d\))? with time zone|^timestamptz|^datetime64?\(.*'/u, { kind: 'timestamptz' }],
  [/^(?:timestamp|datetime)/u, { kind: 'timestamp' }],
  [/^date/u, { kind: 'date' }],
  [/^time/u, { kind: 'time' }],
  [/^uuid/u, { kind: 'uuid' }],
  [/^json/u, { kind: 'json' }],
  [/^(?:bytea|blob|binary)/u, { kind: 'bytes' }],
];

/** Our own spelling of a type, or a database's; what nobody knows is text. */
function columnType(text: string): ColumnType {
  const spelled = text
    .trim()
    .toLowerCase()
    .replace(/^(?:nullable|lowcardinality)\((.*)\)$/u, '$1');
  const own = parseColumnType(spelled);
  if (own !== undefined) return own;
  return spellings.find(([pattern]) => pattern.test(spelled))?.[1] ?? { kind: 'text' };
}
