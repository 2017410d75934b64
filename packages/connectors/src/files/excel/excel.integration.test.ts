import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { printColumnType, type ConnectionSettings, type ConnectorSession } from '@ai-etl/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { readRows } from '../../kit/contract/lab.ts';
import { quoteName } from '../../kit/duckdb/quote.ts';
import { styles, xlsxFile, xlsxParts, type TestCell } from '../../testing/xlsx-file.ts';
import { zipFile } from '../../testing/zip-file.ts';
import { files } from '../connector.ts';

let home: string;
let session: ConnectorSession;
let headless: ConnectorSession;

const open = (settings: ConnectionSettings): Promise<ConnectorSession> =>
  files.open(
    { root: home, ...settings },
    { label: 'ai-etl test', connectTimeoutMs: 5000, fileRoots: [home] },
  );
const put = async (name: string, content: Buffer): Promise<void> => {
  await mkdir(dirname(join(home, name)), { recursive: true });
  await writeFile(join(home, name), content);
};
/** Columns as `name type`, and the rows that a run would read. */
const read = async (path: string, from = session) => {
  const columns = await from.describePath?.(path);
  if (columns === undefined) throw new TypeError('the connector describes paths');
  const types = columns.map(({ name, type }) => `${name} ${printColumnType(type)}`);
  return {
    types,
    rows: await readRows(from, { sql: `SELECT * FROM ${quoteName(path)}`, columns }),
  };
};
const numberAs = (style: keyof typeof styles, value: number): TestCell => ({
  xml: `s="${styles[style]}"><v>${value}</v>`,
});
const sheetOf = (rows: readonly (readonly TestCell[])[]): Buffer =>
  xlsxFile([{ name: 'Data', rows }]);

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), 'ai-etl-excel-')));
  session = await open({});
  headless = await open({ header: false });
});
afterAll(async () => {
  await session.close();
  await headless.close();
  await rm(home, { recursive: true });
});

/** Workbooks are made by testing/xlsx-file.ts in the layout of Excel; no Excel wrote them. */
describe('a workbook', () => {
  it('has the types of its cells', async () => {
    const rows: TestCell[][] = [
      [null],
      [
        null,
        'id',
        'part',
        'price',
        'day',
        'at',
        'time',
        'span',
        'ok',
        'mixed',
        'sum',
        'none',
        2026,
      ],
      [
        null,
        1,
        'A "é" <&>\n\\',
        1.5,
        numberAs('date', 45_000),
        numberAs('moment', 45_000.416_666_666_7),
        numberAs('time', 0.75),
        numberAs('span', 1.5),
        true,
        7,
        { xml: 't="str"><f>A1&amp;""</f><v>x</v>' },
        null,
        numberAs('money', 2),
      ],
      [null, { xml: 's="1"/><c r="C4" s="1">' }],
      [
        null,
        2,
        {
          xml: 't="inlineStr"><is><r><t>rich </t></r><r><t>text_x000D_</t></r><rPh><t>no</t></rPh></is>',
        },
        2,
        numberAs('date', 61),
        numberAs('date', 45_000),
        numberAs('time', 0),
        2,
        false,
        'A7',
        { xml: 't="str"><f>IF(1,"")</f><v></v>' },
        null,
        { xml: 's="5"><f>1+2</f><v>3</v>' },
      ],
    ];
    await put('types.xlsx', sheetOf(rows));
    expect(await read('types.xlsx')).toEqual({
      types: [
        'id int64',
        'part text',
        'price float64',
        'day date',
        'at timestamp',
        'time time',
        'span float64',
        'ok bool',
        'mixed text',
        'sum text',
        'none text',
        '2026 int64',
      ],
      rows: [
        [
          '1',
          'A "é" <&>\n\\',
          '1.5',
          '2023-03-15',
          '2023-03-15 10:00:00',
          '18:00:00.000000',
          '1.5',
          't',
          '7',
          'x',
          null,
          '2',
        ],
        [
          '2',
          'rich text\r',
          '2',
          '1900-03-01',
          '2023-03-15 00:00:00',
          '00:00:00.000000',
          '2',
          'f',
          'A7',
          null,
          null,
          '3',
        ],
      ],
    });
  });

  it('has sheets, and days from 1904 where it says so', async () => {
    const book = xlsxFile(
      [
        { name: 'Secret', rows: [['a'], [0]], isHidden: true },
        { name: 'First', rows: [['a'], [1]] },
        { name: 'Q&A "2026"', rows: [['day'], [numberAs('date', 43_538)]] },
      ],
      { isFrom1904: true },
    );
    await put('book.xlsx', book);
    expect((await read('book.xlsx')).rows).toEqual([['1']]);
    expect((await read('book.xlsx#secret')).rows).toEqual([['0']]);
    expect((await read('book.xlsx#Q&A "2026"')).rows).toEqual([['2023-03-15']]);
    const { error } = await failure(read('book.xlsx#None'));
    expect(error).toMatchObject({ code: 'OBJECT_NOT_FOUND', retryable: false });
    expect(error.message).toContain('no sheet "None". It has "Secret", "First"');
  });

  it('of a glob is one table: columns by name, parts of paths as columns', async () => {
    await put(
      'sales/year=2025/a.xlsx',
      xlsxFile([
        {
          name: 'S',
          rows: [
            ['id', 'n'],
            [1, 2],
          ],
        },
      ]),
    );
    await put(
      'sales/year=2026/b.xlsx',
      xlsxFile([
        {
          name: 'S',
          rows: [
            ['N', 'note'],
            [0.5, 'x'],
          ],
        },
      ]),
    );
    await put('sales/year=2026/~$b.xlsx', Buffer.from('somebody has it open'));
    expect(await read('sales/**/*.xlsx#S')).toEqual({
      types: ['id int64', 'n float64', 'note text', 'year text'],
      rows: [
        ['1', '2', null, '2025'],
        [null, '0.5', 'x', '2026'],
      ],
    });
  });

  it('has no header where the connection says so, and no rows where it has only a header', async () => {
    await put('plain.xlsx', sheetOf([[1], [2, null, 'x']]));
    expect(await read('plain.xlsx', headless)).toEqual({
      types: ['column_1 int64', 'column_2 text', 'column_3 text'],
      rows: [
        ['1', null, null],
        ['2', null, 'x'],
      ],
    });
    await put('header.xlsx', sheetOf([['a', 'b']]));
    expect(await read('header.xlsx')).toEqual({ types: ['a text', 'b text'], rows: [] });
  });

  it('is a table of the catalog, where it can be read', async () => {
    await put('bad/error.xlsx', sheetOf([['a'], [{ xml: 't="e"><v>#N/A</v>' }]]));
    const { tables } = await session.catalog();
    const named = (name: string) => tables.find(({ object }) => object.name === name);
    expect(named('types.xlsx')?.columns[3]).toMatchObject({ name: 'day', type: { kind: 'date' } });
    expect(named('bad/error.xlsx')).toBeUndefined();
  });
});

const header = ['a', 'b'];
const whole = sheetOf([header, [1, 'hidden']]);
const parts = xlsxParts([{ name: 'Data', rows: [header, [1, 'hidden']] }]);
const sheetXml = (data: string): Buffer =>
  zipFile({ ...parts, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${data}` });

it.each<[string, Buffer, RegExp]>([
  [
    'an error',
    sheetOf([header, [1, { xml: 't="e"><v>#DIV/0!</v>' }]]),
    /sheet "Data", cell B2: .*#DIV\/0!/,
  ],
  [
    'a formula without result',
    sheetOf([header, [1, { xml: '><f>1+1</f>' }]]),
    /cell B2: .*not saved/,
  ],
  [
    'no name between names',
    sheetOf([['a', null, 'c']]),
    /sheet "Data", cell B1: the header is empty/,
  ],
  ['a blank name', sheetOf([['a', ' ']]), /cell B1: the header is empty/],
  ['a name twice', sheetOf([['a', 'A']]), /sheet "Data", cell B1: .*as A1 does/],
  [
    'a value beside the header',
    sheetOf([header, [1, 2, 'hidden']]),
    /cell C2: .*row 1, the header/,
  ],
  ['a day that never was', sheetOf([header, [numberAs('date', 60)]]), /cell A2: .*date/],
  ['no rows', sheetOf([]), /sheet "Data": the sheet is empty/],
  ['rows not in order', sheetXml('<row r="2"/><row r="1"/>'), /not in order/],
  ['XML cut off', sheetXml('<row>'), /sheet "Data": its XML is damaged/],
  ['no sheet of cells', xlsxFile([]), /no sheet of cells/],
  ['a part missing', zipFile({ ...parts, 'xl/workbook.xml': '' }), /damaged|cut off/],
  ['another zip file', zipFile({ 'a.txt': 'hidden' }), /zip file, but no workbook/],
  ['its end cut off', whole.subarray(0, -30), /damaged, cut off/],
  [
    'its middle changed',
    Buffer.concat([whole.subarray(0, 400), Buffer.alloc(9, 1), whole.subarray(409)]),
    /damaged|missing|order|XML/,
  ],
  ['nothing', Buffer.alloc(0), /damaged, cut off/],
  ['HTML', Buffer.from('<html>hidden</html>'), /damaged, cut off/],
  ['a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /password/],
  [
    'texts of 150 MB in 150 KB',
    zipFile({
      ...parts,
      'xl/sharedStrings.xml': `<sst>${`<si><t>${'x'.repeat(30_000)}</t></si>`.repeat(5000)}`,
    }),
    /texts take more than 256 MiB/,
  ],
])('a workbook with %s is refused, and named', async (_, content, words) => {
  await put('bad/bad.xlsx', content);
  const { error, text } = await failure(read('bad/bad.xlsx'));
  expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
  expect(error.message).toContain('bad/bad.xlsx');
  expect(error.message).toMatch(words);
  expect(text).not.toContain('hidden');
});
