import type { CatalogTable } from '@ai-etl/core';
import { nameWords } from '../../link/name-words.ts';

/** Output names, each once. */
export class Names {
  readonly #taken = new Set<string>();

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  free(name: string): string {
    let chosen = name;
    for (let number = 2; this.#taken.has(chosen); number += 1) chosen = `${name}_${number}`;
    this.#taken.add(chosen);
    return chosen;
  }
}

export function singular(table: CatalogTable): string {
  return nameWords(table.object.name).join('_');
}
