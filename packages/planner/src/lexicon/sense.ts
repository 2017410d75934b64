/** Word classes of the grammar. Grammar rules see tags, never words, so they serve each language. */
export type Tag =
  | 'system'
  | 'file_format'
  | 'zone'
  // small words
  | 'from'
  | 'to'
  | 'at'
  | 'in'
  | 'on'
  | 'of'
  | 'for'
  | 'by'
  | 'with'
  | 'and'
  | 'or'
  | 'not'
  | 'only'
  | 'as'
  | 'except'
  | 'where'
  | 'is'
  | 'between'
  | 'per'
  | 'determiner'
  | 'filler'
  // movement and things moved
  | 'move'
  | 'refresh'
  | 'generic'
  | 'container'
  | 'all'
  | 'column_noun'
  // time
  | 'every'
  | 'frequency'
  | 'unit'
  | 'number'
  | 'ordinal'
  | 'last'
  | 'this'
  | 'weekday'
  | 'day_group'
  | 'month'
  | 'daypart'
  | 'clock'
  | 'half'
  | 'quarter_hour'
  | 'past'
  | 'times'
  | 'other'
  | 'starting'
  | 'ago'
  | 'old'
  | 'period'
  | 'manual'
  | 'streaming'
  | 'cron_noun'
  | 'zone_noun'
  | 'meridiem'
  // writing
  | 'write'
  | 'incremental'
  | 'cdc'
  | 'key_noun'
  // conditions
  | 'cmp'
  | 'null'
  | 'state'
  | 'truth'
  | 'multiplier'
  | 'dedupe'
  | 'rename'
  | 'drop'
  | 'mask'
  | 'limit'
  | 'sort'
  | 'operation_trigger'
  // the rest of a run
  | 'notify'
  | 'channel'
  | 'outcome'
  | 'retry'
  | 'verify'
  | 'sql';

/** One reading of a word. */
export interface Sense {
  readonly tag: Tag;
  readonly value: string | number;
}

/**
 * A row of a lexicon. Words are lower case; several words make a phrase that becomes one token;
 * a final `*` matches any ending (Russian stems).
 */
export interface LexiconEntry {
  readonly tag: Tag;
  readonly value?: string | number;
  readonly words: readonly string[];
}
