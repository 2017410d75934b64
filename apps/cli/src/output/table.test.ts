import { describe, expect, it } from 'vitest';
import { formatTable, type TableColumn } from './table.ts';

interface Row {
  readonly name: string;
  readonly rows: number | null;
}

const columns: readonly TableColumn<Row>[] = [
  { title: 'NAME', value: (row) => row.name, flexible: true },
  { title: 'ROWS', value: (row) => row.rows, right: true },
];
const plain = (rows: readonly Row[], width: number | null = null): readonly string[] =>
  formatTable(rows, columns, { width, heading: (text) => text }).split('\n');

describe('a table', () => {
  it('aligns text at the left and numbers at the right', () => {
    expect(
      plain([
        { name: 'orders', rows: 5000 },
        { name: 'x', rows: null },
      ]),
    ).toEqual(['NAME    ROWS', 'orders  5000', 'x']);
  });

  it('fits a narrow terminal by cutting what is flexible, and a pipe is never cut', () => {
    const rows = [{ name: 'a_very_long_name_of_a_table', rows: 1 }];
    expect(plain(rows, 20)).toEqual(['NAME            ROWS', 'a_very_long_n…     1']);
    expect(plain(rows)[1]).toBe('a_very_long_name_of_a_table     1');
  });

  it('counts wide characters as two columns', () => {
    expect(
      plain([
        { name: '注文', rows: 1 },
        { name: 'abcd', rows: 2 },
      ]),
    ).toEqual(['NAME  ROWS', '注文     1', 'abcd     2']);
  });

  it('shows control characters instead of sending them to the terminal', () => {
    expect(plain([{ name: 'a\u001B[31mred\nb\u202Ec', rows: 1 }])[1]).toContain(
      'a\\u001b[31mred\\nb\\u202ec',
    );
  });
});
