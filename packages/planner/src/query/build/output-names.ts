/** Output names, each once. Some databases take `Name` and `name` for one: so they count as one here. */
export class Names {
  readonly #taken = new Set<string>();

  /** Whether a name is taken. */
  has(name: string): boolean {
    return this.#taken.has(name.toLowerCase());
  }

  /** Takes a name; with a number when it is taken. */
  free(name: string): string {
    let chosen = name;
    for (let number = 2; this.has(chosen); number += 1) chosen = `${name}_${number}`;
    this.#taken.add(chosen.toLowerCase());
    return chosen;
  }
}
