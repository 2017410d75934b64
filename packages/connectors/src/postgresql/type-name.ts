const shortNames: readonly (readonly [RegExp, string])[] = [
  [/^character varying/, 'varchar'],
  [/^character(?=\(|\[|$)/, 'char'],
  [/^timestamp(\(\d\))? without time zone/, 'timestamp$1'],
  [/^timestamp(\(\d\))? with time zone/, 'timestamptz$1'],
  [/^time(\(\d\))? without time zone/, 'time$1'],
  [/^time(\(\d\))? with time zone/, 'timetz$1'],
];

/**
 * A type as people write it: `varchar(255)` for what PostgreSQL spells `character varying(255)`. Other
 * systems' types stay as they are.
 */
export function spokenTypeName(nativeType: string): string {
  for (const [pattern, short] of shortNames) {
    if (pattern.test(nativeType)) return nativeType.replace(pattern, short);
  }
  return nativeType;
}
