import { cellName } from '../files/excel/sheet-rows.ts';
import { zipFile } from './zip-file.ts';

/** `xml`: attributes and content of the `<c>`, as `s="1"><v>45000</v>`. null: no cell. */
export type TestCell = string | number | boolean | null | { readonly xml: string };

export interface TestSheet {
  readonly name: string;
  readonly rows: readonly (readonly TestCell[])[];
  readonly isHidden?: boolean;
}

/** Styles of cells in test workbooks: the attribute `s`. */
export const styles = { number: 0, date: 1, moment: 2, time: 3, span: 4, money: 5 } as const;

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';

/** The parts of a workbook as Excel lays them out: shared texts, styles, one part a sheet. Not written by Excel. */
export function xlsxParts(
  sheets: readonly TestSheet[],
  { isFrom1904 = false }: { readonly isFrom1904?: boolean } = {},
): Record<string, string> {
  const texts: string[] = [];
  const parts = sheets.map(({ rows }, index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<worksheet ${main}><sheetData>${rows.map((cells, row) => rowXml(cells, row + 1, texts)).join('')}</sheetData></worksheet>`,
  ]);
  const entries = sheets.map(
    ({ name, isHidden }, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}"${isHidden === true ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
  );
  const relations = [
    ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
    ['styles', 'styles.xml'],
    ['sharedStrings', '/xl/sharedStrings.xml'],
  ].map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': `<Relationships ${packaged}><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<workbook ${main} xmlns:r="${office}"><workbookPr${isFrom1904 ? ' date1904="1"' : ''}/><sheets>${entries.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${packaged}>${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot; days&quot;"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="6">${[0, 14, 164, 20, 46, 165].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(parts),
    'xl/sharedStrings.xml': `<sst ${main}>${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  };
}

/** A workbook. */
export function xlsxFile(...request: Parameters<typeof xlsxParts>): Buffer {
  return zipFile(xlsxParts(...request));
}

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = Array.from(
    { length: sheets },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  );
  return `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/>${parts.join('')}</Types>`;
}

function rowXml(cells: readonly TestCell[], row: number, texts: string[]): string {
  const items = cells.map((cell, column) => {
    if (cell === null) return '';
    return `<c r="${cellName(column, row)}" ${cellXml(cell, texts)}</c>`;
  });
  return `<row r="${row}" spans="1:9">${items.join('')}</row>`;
}

function cellXml(cell: Exclude<TestCell, null>, texts: string[]): string {
  if (typeof cell === 'object') return cell.xml;
  if (typeof cell === 'boolean') return `t="b"><v>${cell ? 1 : 0}</v>`;
  if (typeof cell === 'number') return `s="0"><v>${cell}</v>`;
  const known = texts.indexOf(cell);
  return `t="s"><v>${known < 0 ? texts.push(cell) - 1 : known}</v>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
