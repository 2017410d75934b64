import { AiEtlError } from '@ai-etl/core';
import type { FoundFile } from '../find-files.ts';

/** Where in a workbook something is wrong, as far as it is known. */
export interface WorkbookPlace {
  readonly file: Pick<FoundFile, 'name'>;
  readonly sheet?: string;
  /** `B7`, or `row 7`. */
  readonly cell?: string;
}

/** VALUE_REJECTED that names file, sheet and cell; `problem` is the rest of the sentence. */
export function refusedWorkbook({ file, sheet, cell }: WorkbookPlace, problem: string): AiEtlError {
  const place = [
    file.name,
    ...(sheet === undefined ? [] : [`sheet "${sheet}"`]),
    ...(cell === undefined ? [] : [cell.startsWith('row ') ? cell : `cell ${cell}`]),
  ];
  return new AiEtlError('VALUE_REJECTED', `${place.join(', ')}: ${problem}.`);
}
