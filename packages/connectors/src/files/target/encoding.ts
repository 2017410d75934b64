import type { PlannedColumn } from '@ai-etl/core';
import type { PlainFormat } from '../format.ts';

/** SQL that writes rows into a file of one format, and reads them back to prove it. */
export interface Encoding {
  /** `COPY … TO` the file; `rows` is a query of columns in their types. */
  copy(rows: string, file: string): string;
  /** A query of what the file holds, columns in their types. */
  readBack(file: string): string;
}

export interface EncodingRequest {
  readonly columns: readonly PlannedColumn[];
  readonly format: PlainFormat;
  /** Between the fields of CSV. */
  readonly delimiter: string;
  readonly hasHeader: boolean;
}
