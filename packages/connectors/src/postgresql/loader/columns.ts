import type { PlannedColumn } from '@ai-etl/core';
import { isTested } from '../../kit/quarantine/misfits.ts';
import { quoteName } from '../quote.ts';
import { baseTypeOf, bytesKept, nativeType } from '../types.ts';
import { convertedValue } from './converted-value.ts';

/** How a column is staged, and how it becomes the target's. */
export interface StagedColumn {
  readonly name: string;
  /** Type COPY reads the wire form into. */
  readonly stagingType: string;
  readonly nullable: boolean;
  /** The staged value in its logical type: what checksums look at. */
  readonly value: string;
  /** The staged value in the target's type. */
  readonly publish: string;
  /** True when the staged column is what the target has. */
  readonly isDirect: boolean;
}

/** Staging plan of a column. */
export function stagedColumn(column: PlannedColumn): StagedColumn {
  const { source, nullable, nativeType: native } = column;
  const name = quoteName(source.name);
  const common = { name: source.name, nullable };
  if (isTested(column)) {
    const stagingType = nativeType(source.type) ?? native;
    return {
      ...common,
      stagingType,
      value: name,
      publish: convertedValue(column),
      isDirect: false,
    };
  }
  switch (source.type.kind) {
    // COPY reads bytea as \x..., and the wire form has no prefix.
    case 'bytes': {
      const value = `decode(${name}, 'hex')`;
      return { ...common, stagingType: 'text', value, publish: value, isDirect: false };
    }
    case 'list': {
      const value = `CASE WHEN ${name} IS NOT NULL THEN ARRAY(SELECT e.v FROM json_array_elements_text(${name}::json) WITH ORDINALITY AS e(v, i) ORDER BY e.i)::${native} END`;
      return { ...common, stagingType: 'text', value, publish: value, isDirect: false };
    }
    case 'text':
    case 'json': {
      const stagingType = source.type.kind;
      const isDirect = native === stagingType;
      const publish = isDirect ? name : assignText(name, column);
      return { ...common, stagingType, value: name, publish, isDirect };
    }
    default: {
      const stagingType = nativeType(source.type) ?? native;
      const isDirect = stagingType === native;
      return { ...common, stagingType, value: name, publish: name, isDirect };
    }
  }
}

/** A text in a type that reads it, or refuses it (SQLSTATE class 22). An explicit cast to a length cuts. */
function assignText(value: string, column: PlannedColumn): string {
  const native = column.nativeType;
  const base = baseTypeOf(column);
  const text = `${value}::text`;
  const length = /^character varying\((\d+)\)$/.exec(base)?.[1];
  if (length !== undefined) {
    // Assignment refuses letters beyond n, but cuts spaces there.
    return `CASE WHEN char_length(${text}) > ${length} THEN ${refused(text, Number(length))}::text ELSE ${text} END`;
  }
  if (base.startsWith('character')) return value;
  // Assigned, bits of another number are refused.
  if (base.startsWith('bit')) return `${value}::bit varying`;
  const bytes = bytesKept(base);
  if (bytes === undefined) return `${value}::${native}`;
  return `CASE WHEN octet_length(${text}) > ${bytes} THEN ${refused(text, bytes)}::text::${native} ELSE ${text}::${native} END`;
}

/** What assigning to varchar(n) does: it refuses characters beyond n, whatever their number here. */
function refused(text: string, length: number): string {
  return `pg_catalog."varchar"((repeat('x', ${length + 1}) || ${text})::varchar, ${length + 4}, false)`;
}
