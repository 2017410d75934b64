/**
 * What user-written SQL may hold. Everything else is refused: a list of what is forbidden would be
 * out of date with the next version of a database. Nothing here reads files, the network, settings,
 * other tables or a clock, waits, or differs from run to run.
 */

/** Parts of a query, operators and literals, as the parser calls them. */
export const harmlessParts: ReadonlySet<string> = new Set(
  `select union intersect except subquery paren values expressions this alias column star literal boolean null
   table identifier case cast try_cast between in exists is_null is_true is_false eq neq lt lte gt gte null_safe_eq
   null_safe_neq and or not neg add sub mul div int_div mod concat like i_like interval at_time_zone extract
   tuple array array_func subscript any all window_function within_group aggregate_function function ordered
   Preceding Following CurrentRow UnboundedPreceding UnboundedFollowing grouping_sets rollup cube
   if_func coalesce`.split(/\s+/u),
);

/** Functions of one or more dialects, in lower case. */
export const harmlessFunctions: ReadonlySet<string> = new Set(
  `abs acos asin atan atan2 avg bool_and bool_or cbrt ceil ceiling char_length character_length chr ascii coalesce
   concat concat_ws cos count countif count_if covar_pop covar_samp corr cume_dist date_add date_diff date_part
   date_sub date_trunc datediff day dayofmonth dayofweek dayofyear degrees dense_rank ends_with endswith every exp
   first_value floor greatest group_concat hour if if_func ifnull initcap instr isnull json_array_length json_extract
   json_extract_path_text json_extract_scalar json_extract_string json_value json_valid julianday lag last_day
   last_value lcase lead least left len length ln locate log log10 log2 lower lpad ltrim make_date max md5 median min
   minute mod month nth_value ntile nullif numnonnulls nvl percent_rank percentile_cont percentile_disc pi position pow power
   quantile quantile_cont quarter radians rank regexp_like regexp_matches regexp_replace repeat replace reverse right round
   row_number rpad rtrim second sha256 sign sin split_part sqrt starts_with startswith stddev stddev_pop
   stddev_samp str_position strftime string_agg strpos substr substring sum tan to_char to_date to_days to_hex
   to_number to_timestamp todate translate trim trunc truncate ucase unicode upper var_pop var_samp variance week
   weekday year typeof array_agg array_length cardinality any_value
   sumif avgif minif maxif countdistinct uniqexact argmin argmax anylast touint8 toint8 toint16 toint32 toint64
   tofloat64 tostring todecimal64 todecimal128 todatetime todatetime64 todate32 tostartofday tostartofhour
   tostartofmonth tostartofquarter tostartofyear tostartofweek tomonday toyear tomonth todayofmonth tohour
   lowerutf8 upperutf8 lengthutf8 substringutf8 positionutf8 trimboth multiif assumenotnull tonullable quantileexact
   grouparray groupuniqarray arraysort arraystringconcat has empty notempty splitbystring`.split(
    /\s+/u,
  ),
);

/** Clauses of a SELECT; all others must be absent. */
export const harmlessClauses: ReadonlySet<string> = new Set(
  `expressions from joins where_clause group_by having qualify order_by limit offset fetch distinct distinct_on with
   windows prewhere limit_by`.split(/\s+/u),
);

/** Words that a bracket may follow though they are no function. */
export const wordsBeforeBrackets: ReadonlySet<string> = new Set(
  `in over as values and or not on using exists any all some filter by when then else case select from where join
   union except intersect distinct within group cast try_cast extract having between like ilike sets rollup cube
   lateral materialized is array row numeric decimal varchar char end limit offset partition with intersection
   interval`.split(/\s+/u),
);
