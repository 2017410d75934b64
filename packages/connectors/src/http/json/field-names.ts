import { AiEtlError } from '@ai-etl/core';

/** Wider tables take DuckDB minutes to look at. */
const mostFields = 1000;

/** The fields that records may have: those of the first pages, then no others. */
export class FieldNames {
  readonly #names = new Map<string, string>();
  readonly #policy: 'fail' | 'ignore';
  #isFixed = false;

  constructor(policy: 'fail' | 'ignore', declared: readonly string[] = []) {
    this.#policy = policy;
    for (const name of declared) this.#names.set(name.toLowerCase(), name);
  }

  /** In the order they were first met; declared ones come first. */
  get names(): readonly string[] {
    return [...this.#names.values()];
  }

  get isFixed(): boolean {
    return this.#isFixed;
  }

  /** From now on other fields are refused, or left out. */
  fix(): void {
    this.#isFixed = true;
  }

  /** Throws VALUE_REJECTED that names the field and `place`. */
  admit(names: readonly string[], place: string): void {
    for (const name of names) {
      const known = this.#names.get(name.toLowerCase());
      if (known === name) continue;
      const problem = this.#problemOf(name, known);
      if (problem === undefined && this.#isFixed) continue;
      if (problem !== undefined) throw new AiEtlError('VALUE_REJECTED', `${place}: ${problem}.`);
      this.#names.set(name.toLowerCase(), name);
    }
  }

  #problemOf(name: string, known: string | undefined): string | undefined {
    const shown = JSON.stringify(name.slice(0, 120));
    if (name.toLowerCase().startsWith('_ai_etl_')) return `the field ${shown} cannot be a column`;
    if (this.#isFixed && this.#policy === 'ignore') return undefined;
    if (known !== undefined) {
      return `the field ${shown} differs from another only by the case of its letters`;
    }
    if (name === '' || name.includes('\0') || !name.isWellFormed()) {
      return `the field ${shown} cannot be a column`;
    }
    if (!this.#isFixed) {
      if (this.#names.size < mostFields) return undefined;
      return `there are more than ${mostFields} fields; are they names, or values? Point records at what repeats`;
    }
    return `the field ${shown} is new, the pages before did not have it. Declare it under columns, look at more pages by sample_pages, or set new_fields to ignore`;
  }
}
