/** Longest name of a table that all systems take, in bytes: PostgreSQL's. */
const maxBytes = 63;

/** A made-up name of a table, no longer than tables may be called. */
export function tableName(name: string): string {
  const encoder = new TextEncoder();
  let cut = name;
  while (encoder.encode(cut).length > maxBytes) cut = cut.slice(0, -1);
  return cut;
}
