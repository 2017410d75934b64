/** Remembers the results for the `most` arguments asked for last; for pure functions. */
export function boundedMemo<Result>(
  most: number,
  read: (key: string) => Result,
): (key: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (key) => {
    const found = known.get(key) ?? { result: read(key) };
    known.delete(key);
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return found.result;
  };
}
