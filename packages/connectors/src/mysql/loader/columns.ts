import type { PlannedColumn } from '@ai-etl/core';
import { isTested } from '../../kit/quarantine/misfits.ts';
import { quoteName } from '../quote.ts';
import { refuse } from '../refuse.ts';
import { logicalType, nativeType } from '../types.ts';

/** How a column is staged, and how its wire text becomes the staged value. */
export interface StagedColumn {
  readonly name: string;
  readonly stagingType: string;
  readonly nullable: boolean;
  /** The value of a wire text that is not NULL; absent where MySQL reads the text right by itself. */
  readonly decode?: (input: string) => string;
}

/** The greatest float as others write it, which MySQL takes for out of range. */
const greatestFloat = {
  written: ['3.4028235e38', '3.4028235e+38'],
  stored: '3.4028234663852886e38',
};

/**
 * Staging plan of a column: the same type that a new table would have, of a tested column for what the
 * target holds.
 */
export function stagedColumn(column: PlannedColumn): StagedColumn {
  const { source, nullable, nativeType: native } = column;
  const held = isTested(column) ? logicalType(native) : source.type;
  const common = { name: source.name, nullable, stagingType: nativeType(held) ?? native };
  switch (source.type.kind) {
    case 'bool':
      return {
        ...common,
        decode: (input) =>
          `CASE ${input} WHEN 't' THEN 1 WHEN 'f' THEN 0 ELSE ${refuse(input)} END`,
      };
    case 'bytes':
      return {
        ...common,
        decode: (input) => `IF(UNHEX(${input}) IS NULL, ${refuse(input)}, UNHEX(${input}))`,
      };
    case 'float64':
      return {
        ...common,
        decode: (input) => `IF(${isNegativeZero(input)}, ${refuse(input)}, ${input})`,
      };
    case 'float32': {
      const [short, long] = greatestFloat.written;
      const { stored } = greatestFloat;
      return {
        ...common,
        decode: (input) =>
          `CASE WHEN ${isNegativeZero(input)} THEN ${refuse(input)} WHEN ${input} IN ('${short}', '${long}') THEN '${stored}' WHEN ${input} IN ('-${short}', '-${long}') THEN '-${stored}' ELSE ${input} END`,
      };
    }
    default:
      return common;
  }
}

/** The column as its values land before they are tested: in the type that arrives. */
export function landedColumn({ source, nativeType: native }: PlannedColumn): StagedColumn {
  return stagedColumn({ source, nativeType: native, nullable: source.nullable });
}

/** MySQL forgets its sign. */
function isNegativeZero(input: string): string {
  return `${input} IN ('-0', '-0.0')`;
}

/** The staged value of a wire text that may be NULL. */
export function decoded(column: StagedColumn, input: string): string {
  return column.decode === undefined
    ? input
    : `CASE WHEN ${input} IS NULL THEN NULL ELSE ${column.decode(input)} END`;
}

/** Definition in CREATE TABLE. */
export function stagedDefinition(column: StagedColumn): string {
  return `${quoteName(column.name)} ${column.stagingType}${column.nullable ? ' NULL' : ' NOT NULL'}`;
}
