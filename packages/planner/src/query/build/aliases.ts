import type { CatalogTable } from '@ai-etl/core';
import { nameWords } from '../../link/name-words.ts';

/** Short names of a query's tables: `customers` is c, `order_items` is oi. */
export class Aliases {
  readonly #byTable = new Map<CatalogTable, string>();

  of(table: CatalogTable): string {
    const known = this.#byTable.get(table);
    if (known !== undefined) return known;
    const letters = nameWords(table.object.name)
      .map((word) => word.charAt(0).toLowerCase())
      .join('');
    const base = /^[a-z]+$/u.test(letters) && !reserved.has(letters) ? letters : 't';
    const taken = new Set(this.#byTable.values());
    let alias = base;
    for (let number = 2; taken.has(alias); number += 1) alias = `${base}${number}`;
    this.#byTable.set(table, alias);
    return alias;
  }
}

const reserved: ReadonlySet<string> = new Set([
  'as',
  'at',
  'by',
  'do',
  'if',
  'in',
  'is',
  'no',
  'of',
  'on',
  'or',
  'to',
  'g',
  'q',
]);
