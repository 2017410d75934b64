/** How much the files hold that a path or glob names. */
export interface PathSize {
  readonly files: number;
  /** As they lie there: packed ones packed. */
  readonly storedBytes: number;
  /** Of their text, unpacked; null for formats that are no text. */
  readonly contentBytes: number | null;
  /** True when some file is packed as a whole, as `.csv.gz` is. */
  readonly isPacked: boolean;
  /** null: not known. */
  readonly rows: number | null;
  /** False: `rows` is estimated from a sample. */
  readonly areRowsExact: boolean;
  /** The same by partition of the path (`year=2026/…`); empty where there are none, or too many to tell. */
  readonly partitions: readonly PartitionSize[];
}

/** What lies in one partition of a path. */
export interface PartitionSize {
  /** By name, as the path spells them; null is NULL. */
  readonly values: Readonly<Record<string, string | null>>;
  readonly storedBytes: number;
  readonly rows: number | null;
}
