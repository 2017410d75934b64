import { throwIfCancelled } from '../../kit/cancelled.ts';
import type { DuckConnection, StatementOptions } from '../../kit/duckdb/duck-connection.ts';
import type { FoundFile } from '../find-files.ts';
import { partitionNames, partitionsOf } from '../partitions.ts';
import type { FilesQuery } from '../files-query.ts';
import type { Folder } from '../settings.ts';
import type { CellValue } from './cell-value.ts';
import { readNumberMeanings } from './number-format.ts';
import { refusedWorkbook } from './refusal.ts';
import { ScratchTable } from './scratch-table.ts';
import { SheetListener } from './sheet-rows.ts';
import { SheetTable } from './sheet-table.ts';
import { readSharedTexts } from './texts.ts';
import { findSheet, readWorkbook } from './workbook.ts';
import { readXml } from './xml.ts';
import { ZipArchive } from './zip-archive.ts';

/** What is read of workbooks. */
export interface WorkbooksRequest {
  readonly files: readonly FoundFile[];
  readonly folder: Folder;
  readonly sheet: string | undefined;
}

/**
 * Writes the rows of workbooks once to a private file of the process, and answers the query of it: one sheet each,
 * columns by name. Throws VALUE_REJECTED with file, sheet and cell, and OBJECT_NOT_FOUND for a sheet.
 */
export async function workbooksQuery(
  { process }: DuckConnection,
  request: WorkbooksRequest,
  { signal }: StatementOptions,
): Promise<FilesQuery> {
  partitionNames(request.files);
  const table = await ScratchTable.create(process.newFilePath());
  try {
    for (const file of request.files) {
      throwIfCancelled(signal);
      await addWorkbook(table, { ...request, file }, signal);
    }
    await table.close();
    return { sql: table.query(), columns: [], contentBytes: null, rows: table.rows };
  } catch (error) {
    await table.close();
    await table.remove();
    throw error;
  }
}

async function addWorkbook(
  table: ScratchTable,
  request: WorkbooksRequest & { readonly file: FoundFile },
  signal: AbortSignal | undefined,
): Promise<void> {
  const { file, folder } = request;
  const archive = await ZipArchive.open(file);
  try {
    const workbook = await readWorkbook(archive, signal);
    const { name, part } = findSheet(workbook, request);
    const place = { file, sheet: name };
    const sheet = new SheetTable(table, {
      place,
      hasHeader: folder.hasHeader,
      partitions: new Map(
        partitionsOf(file).map((one) => [table.column(one.name, true), textOf(one.value)]),
      ),
      context: {
        texts: await readSharedTexts(archive, workbook.stringsPart, signal),
        meanings: await readNumberMeanings(archive, workbook.stylesPart, signal),
        isFrom1904: workbook.isFrom1904,
      },
    });
    const listener = new SheetListener({
      onRow: (row) => sheet.add(row),
      pause: () => table.flush(),
      damaged: (row) =>
        refusedWorkbook({ ...place, cell: `row ${row}` }, 'rows and cells are not in order'),
    });
    await readXml(archive.read(part, signal), listener, (problem) =>
      refusedWorkbook(place, problem),
    );
    sheet.end();
    await table.flush();
  } finally {
    await archive.close();
  }
}

function textOf(text: string | undefined): CellValue | undefined {
  return text === undefined ? undefined : { kind: 'text', text };
}
