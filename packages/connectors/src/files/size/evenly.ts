/** At most so many of a list, at even distances, the first and the last among them. */
export function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const step = (list.length - 1) / Math.max(1, most - 1);
  return list.filter((_, index) => Math.round(Math.round(index / step) * step) === index);
}
