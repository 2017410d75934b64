import type { AiEtlError } from '@ai-etl/core';
import type { RawCell } from './cell-value.ts';
import { joinText, TextListener, unescapeText } from './texts.ts';
import type { XmlListener } from './xml.ts';

/** A row that has cells. */
export interface SheetRow {
  /** As Excel counts, from 1. */
  readonly row: number;
  readonly cells: readonly RawCell[];
}

/** Who hears of a sheet. */
export interface SheetHearer {
  onRow(row: SheetRow): void;
  /** What is thrown where rows or cells are not in order, after so many rows. */
  damaged(row: number): AiEtlError;
  pause(): Promise<void>;
}

/** Columns of a sheet: XFD is the last. */
const mostColumns = 16_384;

/** Listens to a sheet and tells its rows. What lies beside the cells is left out. */
export class SheetListener implements XmlListener {
  readonly #hearer: SheetHearer;
  readonly #inline = new TextListener('is', (text) => {
    this.#value = text;
  });
  #cells: RawCell[] = [];
  #isData = false;
  #row = 0;
  #column = -1;
  #type = 'n';
  #style = 0;
  #hasFormula = false;
  #isValue = false;
  #value: string | undefined;

  constructor(hearer: SheetHearer) {
    this.#hearer = hearer;
  }

  pause(): Promise<void> {
    return this.#hearer.pause();
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'sheetData') this.#isData = true;
    if (!this.#isData) return;
    if (name === 'row') this.#openRow(attributes.get('r'));
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'f') this.#hasFormula = true;
    else if (name === 'v') {
      this.#isValue = true;
      this.#value = '';
    } else this.#inline.open(name);
  }

  text(text: string): void {
    if (this.#isValue) this.#value = joinText(this.#value ?? '', text);
    else if (this.#isData) this.#inline.text(text);
  }

  close(name: string): void {
    if (!this.#isData) return;
    if (name === 'sheetData') this.#isData = false;
    else if (name === 'row') this.#hearer.onRow({ row: this.#row, cells: this.#cells });
    else if (name === 'c') this.#closeCell();
    else if (name === 'v') this.#isValue = false;
    else this.#inline.close(name);
  }

  /** A number that is not given is the next one. */
  #openRow(number: string | undefined): void {
    const row = number === undefined ? this.#row + 1 : Number(number);
    if (!Number.isSafeInteger(row) || row <= this.#row) throw this.#hearer.damaged(this.#row);
    this.#row = row;
    this.#column = -1;
    this.#cells = [];
  }

  #openCell(attributes: ReadonlyMap<string, string>): void {
    const address = attributes.get('r');
    const column = address === undefined ? this.#column + 1 : columnOf(address);
    if (column === undefined || column <= this.#column || column >= mostColumns) {
      throw this.#hearer.damaged(this.#row);
    }
    this.#column = column;
    this.#type = attributes.get('t') ?? 'n';
    this.#style = Number(attributes.get('s') ?? 0);
    this.#hasFormula = false;
    this.#value = undefined;
  }

  #closeCell(): void {
    const value = this.#value;
    this.#cells.push({
      column: this.#column,
      type: this.#type,
      style: this.#style,
      value: this.#type === 'str' && value !== undefined ? unescapeText(value) : value,
      hasFormula: this.#hasFormula,
    });
  }
}

/** `AB7` of column 27 in row 7. */
export function cellName(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

/** 27 of `AB7`; undefined when it is no address. */
function columnOf(address: string): number | undefined {
  const [, letters] = /^([A-Z]{1,3})\d+$/.exec(address) ?? [];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
