/** Column of raw relations that names the file of a row. */
export const fileColumn = '_ai_etl_file';

/** True for what no column of a file may be called, in any case of letters. */
export function isKeptName(name: string): boolean {
  return name.toLowerCase() === fileColumn;
}
