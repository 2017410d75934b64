import type { ColumnType, PlannedColumn } from '@ai-etl/core';
import { quoteText } from './quote.ts';
import { storageType } from './types.ts';

/** How one column enters the table: as it is, or read as text and turned by an expression. */
export interface Decoder {
  readonly inputType: string;
  /** Expression over the input column. */
  expression(input: string): string;
}

/** What the server can do about values at the edge, found out once per load. */
export interface ServerFacts {
  /** DateTime64(6) holds years 1 to 9999; older servers clip to 1900 to 2299. */
  readonly wideDateTimes: boolean;
}

/** Decoder of a column, or undefined when TabSeparated reads the wire form right. */
export function decoderOf(column: PlannedColumn, facts: ServerFacts): Decoder | undefined {
  const { type } = column.source;
  const { native } = storageType(column.nativeType);
  switch (type.kind) {
    case 'bytes':
      return textDecoder(column, (input) => `unhex(${input})`);
    case 'date':
      return textDecoder(column, (input) => decodeDate(input, native));
    case 'timestamp':
    case 'timestamptz':
      if (facts.wideDateTimes && native.endsWith("'UTC')")) return undefined;
      // A reading of UTC would be taken for one of the column's own zone.
      if (facts.wideDateTimes)
        return textDecoder(column, (input) => `toDateTime64(${input}, 6, 'UTC')`);
      return textDecoder(
        column,
        (input) =>
          `parseDateTime64BestEffort(${input}, 6, 'UTC') + ${outside(input, ['1900-01-01 00:00:00', '2299-12-31 23:59:59.999999'])}`,
      );
    case 'list':
      if (native === 'String') return undefined;
      return textDecoder(column, (input) => decodeList(input, type.element, native));
    default:
      return undefined;
  }
}

function textDecoder(column: PlannedColumn, expression: (input: string) => string): Decoder {
  return { inputType: column.nullable ? 'Nullable(String)' : 'String', expression };
}

/** ClickHouse clips dates it cannot hold; so the text is compared before it is parsed. */
function decodeDate(input: string, native: string): string {
  return native === 'Date'
    ? `toDate(${input}) + ${outside(input, ['1970-01-01', '2149-06-06'])}`
    : `toDate32(${input}) + ${outside(input, ['1900-01-01', '2299-12-31'])}`;
}

/** 0, or an error. Also catches `infinity`, years of five digits and BC. */
function outside(input: string, [first, last]: readonly [string, string]): string {
  const isOutside = `${input} < ${quoteText(first)} OR ${input} > ${quoteText(last)}`;
  return `throwIf(ifNull(${isOutside}, 0), ${quoteText(`a date outside ${first} to ${last}`)})`;
}

/** Element by element, so that what does not parse fails instead of becoming a default. */
function decodeList(input: string, element: ColumnType, native: string): string {
  const inner = storageType(/^Array\((.*)\)$/s.exec(native)?.[1] ?? 'String').native;
  const isText = ['text', 'uuid', 'date'].includes(element.kind);
  const isFloat = element.kind === 'float32' || element.kind === 'float64';
  const bare = isText ? 'JSONExtractString(x)' : isFloat ? `replaceAll(x, '"', '')` : 'x';
  const value = element.kind === 'text' ? bare : `CAST(${bare} AS ${inner})`;
  return `arrayMap(x -> if(x = 'null', NULL, ${value}), JSONExtractArrayRaw(${input}))`;
}
