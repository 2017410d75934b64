/** Other spellings people know, read as the one name the registry has. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['average', 'avg'],
  ['ceiling', 'ceil'],
  ['char_length', 'length'],
  ['character_length', 'length'],
  ['len', 'length'],
  ['datediff', 'date_diff'],
  ['dateadd', 'date_add'],
  ['datepart', 'date_part'],
  ['ifnull', 'coalesce'],
  ['iff', 'if'],
  ['isnull', 'coalesce'],
  ['lcase', 'lower'],
  ['mean', 'avg'],
  ['nvl', 'coalesce'],
  ['pow', 'power'],
  ['startswith', 'starts_with'],
  ['var_samp', 'variance'],
  ['stddev_samp', 'stddev'],
  ['substr', 'substring'],
  ['ucase', 'upper'],
]);

/** Lower case, with aliases resolved; an unknown name stays as it is. */
export function canonicalFunctionName(name: string): string {
  const lower = name.toLowerCase();
  return aliases.get(lower) ?? lower;
}
