/**
 * Decisions read off a list of numbers. The same numbers decide the same; when they are used up,
 * every decision is the first, which should be the plainest. So a shorter list with smaller
 * numbers, which is what fast-check shrinks to, makes a plainer spec.
 */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    const number = this.#numbers[this.#next] ?? 0;
    this.#next += 1;
    return limit <= 1 ? 0 : number % limit;
  }

  /** True once in `outOf` times; false when the numbers are used up. */
  rarely(outOf: number): boolean {
    return this.below(outOf) === outOf - 1;
  }

  /** One of the list; undefined only of an empty one. */
  one<Item>(list: readonly Item[]): Item | undefined {
    return list[this.below(list.length)];
  }

  /** Different ones of the list, at least one and at most `most`, in any order. */
  some<Item>(list: readonly Item[], most: number): readonly Item[] {
    const left = [...list];
    const count = Math.min(1 + this.below(most), left.length);
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)).flat();
  }
}
