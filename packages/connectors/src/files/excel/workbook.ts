import { AiEtlError } from '@ai-etl/core';
import { refusedWorkbook } from './refusal.ts';
import { readRelations } from './relations.ts';
import { readXml } from './xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A table of cells. */
export interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
}

/** What a workbook consists of. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Days are counted from 1904-01-01, as old Macintoshes did. */
  readonly isFrom1904: boolean;
  /** Parts that every sheet uses. */
  readonly stringsPart: string | undefined;
  readonly stylesPart: string | undefined;
}

/** More names of sheets are not listed in a message. */
const mostNames = 20;

/** Reads the table of contents. Throws VALUE_REJECTED. */
export async function readWorkbook(
  archive: ZipArchive,
  signal: AbortSignal | undefined,
): Promise<Workbook> {
  const root = await readRelations(archive, '', signal);
  const part = root.find(({ type }) => type === 'officeDocument')?.part;
  if (part === undefined) throw refusedWorkbook(archive, 'it is a zip file, but no workbook');
  const relations = await readRelations(archive, part, signal);
  const parts = new Map(
    relations.flatMap((one) => (one.type === 'worksheet' ? [[one.id, one.part] as const] : [])),
  );
  const sheets: Sheet[] = [];
  let isFrom1904 = false;
  await readXml(
    archive.read(part, signal),
    {
      open: (name, attributes) => {
        if (name === 'workbookPr') isFrom1904 = isTrue(attributes.get('date1904'));
        if (name !== 'sheet') return;
        // Sheets of charts hold no cells.
        const sheetPart = parts.get(attributes.get('id') ?? '');
        if (sheetPart === undefined) return;
        sheets.push({
          name: attributes.get('name') ?? '',
          part: sheetPart,
          isHidden: (attributes.get('state') ?? 'visible') !== 'visible',
        });
      },
    },
    (problem) => refusedWorkbook(archive, problem),
  );
  const partOf = (type: string) => relations.find((one) => one.type === type)?.part;
  return {
    sheets,
    isFrom1904,
    stringsPart: partOf('sharedStrings'),
    stylesPart: partOf('styles'),
  };
}

/** The sheet of a name, whose case does not matter in Excel; without one the first that is shown. */
export function findSheet(
  { sheets }: Workbook,
  { file, sheet: name }: { readonly file: ZipArchive['file']; readonly sheet: string | undefined },
): Sheet {
  const found =
    name === undefined
      ? (sheets.find(({ isHidden }) => !isHidden) ?? sheets[0])
      : (sheets.find((one) => one.name === name) ??
        sheets.find((one) => one.name.toLowerCase() === name.toLowerCase()));
  if (found !== undefined) return found;
  if (name === undefined) throw refusedWorkbook({ file }, 'it has no sheet of cells');
  const names = sheets.slice(0, mostNames).map((one) => `"${one.name}"`);
  throw new AiEtlError(
    'OBJECT_NOT_FOUND',
    `${file.name} has no sheet "${name}". It has ${names.join(', ')}${sheets.length > mostNames ? ', …' : ''}.`,
    { retryable: false },
  );
}

/** How XML Schema spells it. */
function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
