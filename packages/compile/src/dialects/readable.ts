import { readableFunctions } from './readable-functions.ts';
import { readableOrderKey } from './readable-order.ts';
import type { Dialect } from './dialect.ts';

/**
 * The dialect as a person would write it, for queries that are shown: names without quotes where
 * none are needed, and text compared and ordered as the database does. Runs need the exact meaning
 * on both sides of a copy instead.
 */
export function readable(dialect: Dialect): Dialect {
  const { overrides, functions } = dialect;
  const { like: _like, ordered: _ordered, ...kept } = overrides;
  const { stored: _stored, furtherKeys: _furtherKeys, ...unnormalised } = overrides;
  const isPostgresql = dialect.name === 'postgresql';
  return {
    ...dialect,
    // MySQL reserves 260 words, more with each release: it keeps its backticks.
    quoteIdentifier: (name) =>
      dialect.name === 'mysql' || needsQuotes(name) ? dialect.quoteIdentifier(name) : name,
    overrides: { ...(isPostgresql ? kept : unnormalised), orderKey: readableOrderKey },
    isReadable: true,
    functions: readableFunctions(dialect.name, functions),
  };
}

/** Words that stand for something else in one of the dialects. */
const reserved: ReadonlySet<string> = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric at authorization between binary both by case cast check
   collate collation column concurrently constraint create cross current_catalog current_date current_role
   current_schema current_time current_timestamp current_user database default deferrable desc describe distinct do else end
   except exists explain extract false fetch filter final first for foreign format freeze from full function global
   grant group having if ilike in index initially inner insert intersect interval into is isnull join key lambda lateral
   leading left like limit localtime localtimestamp materialized natural not notnull null nulls offset on only or
   order outer over overlaps pivot placing positional prewhere primary qualify references returning right sample select semi session_user
   set settings show similar some summarize symmetric system_user table tablesample then ties to top totals trailing true union
   unique update user using values variadic verbose view when where window with`.split(/\s+/u),
);

function needsQuotes(name: string): boolean {
  return !/^[a-z_][a-z0-9_]*$/u.test(name) || reserved.has(name);
}
