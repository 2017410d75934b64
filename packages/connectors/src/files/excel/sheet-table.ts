import type { AiEtlError } from '@ai-etl/core';
import { cellValue, type CellContext, type CellValue, type RawCell } from './cell-value.ts';
import { refusedWorkbook, type WorkbookPlace } from './refusal.ts';
import type { ScratchTable } from './scratch-table.ts';
import { cellName, type SheetRow } from './sheet-rows.ts';

/** How the rows of a sheet become rows of a table. */
export interface SheetTableOptions {
  readonly place: WorkbookPlace;
  readonly context: CellContext;
  readonly hasHeader: boolean;
  /** Columns of the path, the same in all rows. */
  readonly partitions: ReadonlyMap<number, CellValue | undefined>;
}

/** Puts the rows of one sheet into a table. Throws VALUE_REJECTED that names the cell. */
export class SheetTable {
  readonly #table: ScratchTable;
  readonly #options: SheetTableOptions;
  /** By the column of the sheet, the number of that of the table; undefined until the header is known. */
  #numbers: Map<number, number> | undefined;
  #headerRow = 0;

  constructor(table: ScratchTable, options: SheetTableOptions) {
    this.#table = table;
    this.#options = options;
    if (!options.hasHeader) this.#numbers = new Map();
  }

  /** Rows without a value are no rows: sheets end in many that only have a format. */
  add({ row, cells }: SheetRow): void {
    const values = cells.flatMap((cell) => {
      const value = this.#valueOf(cell, row);
      return value === undefined ? [] : [{ column: cell.column, value }];
    });
    if (values.length === 0) return;
    if (this.#numbers === undefined) {
      this.#headerRow = row;
      this.#numbers = this.#header(values);
      return;
    }
    const numbered = new Map(this.#options.partitions);
    for (const { column, value } of values) numbered.set(this.#numberOf(column, row), value);
    const problem = this.#table.add(numbered);
    if (problem !== undefined) throw this.#refused(`row ${row}`, problem);
  }

  /** Throws when the sheet had nothing that names columns. */
  end(): void {
    if (this.#numbers !== undefined && (this.#options.hasHeader || this.#numbers.size > 0)) return;
    throw refusedWorkbook(this.#options.place, 'the sheet is empty, so no columns are known');
  }

  #valueOf(cell: RawCell, row: number): CellValue | undefined {
    const value = cellValue(cell, this.#options.context);
    if (value === undefined || 'kind' in value) return value;
    throw this.#refused(cellName(cell.column, row), `the cell holds ${value.problem}`);
  }

  #header(
    values: readonly { readonly column: number; readonly value: CellValue }[],
  ): Map<number, number> {
    const numbers = new Map<number, number>();
    const seen = new Map<string, string>();
    let next = values[0]?.column ?? 0;
    for (const { column, value } of values) {
      const cell = cellName(column, this.#headerRow);
      const name = value.text;
      if (column > next || name.trim() === '') {
        const empty = column > next ? cellName(next, this.#headerRow) : cell;
        throw this.#refused(empty, 'the header is empty here. Name the column');
      }
      const twin = seen.get(name.toLowerCase());
      if (twin !== undefined) {
        throw this.#refused(
          cell,
          `the header names the column "${name}" as ${twin} does, in any case of letters`,
        );
      }
      seen.set(name.toLowerCase(), cell);
      numbers.set(column, this.#column(name, cell));
      next = column + 1;
    }
    return numbers;
  }

  #numberOf(column: number, row: number): number {
    const known = this.#numbers?.get(column);
    if (known !== undefined) return known;
    if (this.#options.hasHeader) {
      throw this.#refused(
        cellName(column, row),
        `the cell has a value, but row ${this.#headerRow}, the header, has no name for its column`,
      );
    }
    // All up to it, so that columns keep their order.
    for (let one = 0; one <= column; one += 1) {
      this.#numbers?.set(one, this.#column(`column_${one + 1}`, cellName(one, row)));
    }
    return this.#table.column(`column_${column + 1}`);
  }

  #column(name: string, cell: string): number {
    const number = this.#table.column(name);
    if (!this.#options.partitions.has(number)) return number;
    throw this.#refused(
      cell,
      `the column "${name}" stands in the sheet and in the path of the file`,
    );
  }

  #refused(cell: string, problem: string): AiEtlError {
    return refusedWorkbook({ ...this.#options.place, cell }, problem);
  }
}
