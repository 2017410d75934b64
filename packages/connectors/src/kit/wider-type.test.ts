import { parseColumnType, printColumnType, type ColumnType } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { widerType } from './wider-type.ts';

const type = (text: string): ColumnType => parseColumnType(text) ?? { kind: 'text' };

it.each([
  ['int32', 'int64', 'int64'],
  ['int64', 'int16', 'int64'],
  ['int32', 'decimal(5,2)', 'decimal(12,2)'],
  ['decimal(10,2)', 'int64', 'decimal(21,2)'],
  ['decimal(10,2)', 'decimal(8,4)', 'decimal(12,4)'],
  ['decimal', 'int64', 'decimal'],
  ['float32', 'float64', 'float64'],
  ['timestamp', 'timestamp', 'timestamp'],
  ['timestamp', 'timestamptz', undefined],
  ['date', 'timestamp', undefined],
  ['float64', 'decimal(10,2)', undefined],
  ['int64', 'float64', undefined],
  ['int32', 'text', undefined],
  ['text', 'int32', undefined],
  ['bool', 'int8', undefined],
])('%s and %s meet in %s', (held, arriving, both) => {
  const wider = widerType(type(held), type(arriving));
  expect(wider && printColumnType(wider)).toBe(both);
});
