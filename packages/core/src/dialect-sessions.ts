/**
 * The collation that compares texts by code points, their trailing spaces included. MySQL (8.0.17 or
 * later) and MariaDB have it under two names; each reads only its own kind of comment.
 */
export const mysqlTextCollation = '/*M! utf8mb4_nopad_bin */ /*!80017 utf8mb4_0900_bin */';

/** Bytes of a text that its place in an order depends on. */
export const mysqlSortedBytes = 65_536;

const settings = {
  // Quotes and backslashes mean what MySQL's manual says, so that a user's own query is read as it was
  // written. No ONLY_FULL_GROUP_BY: a group's key may be shown as it is written and compared by its bytes.
  sql_mode:
    "'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  time_zone: "'+00:00'",
  // Longer results would be cut with no more than a warning.
  group_concat_max_len: '1073741824',
  // A sort fails when its buffer does not take
  // 15 rows of keys: this one takes 68 texts, and all columns of a table may be keys that break ties.
  max_sort_length: String(mysqlSortedBytes),
  sort_buffer_size: '67108864',
  // 1 makes `id IS NULL` find the row inserted last.
  sql_auto_is_null: '0',
  // Limits that would leave rows out, or refuse to read many.
  sql_select_limit: '18446744073709551615',
  sql_big_selects: '1',
} as const;

/**
 * What MySQL and MariaDB are told on every connection of ours before anything else, in this order.
 * Connectors run it, exported SQL scripts begin with it, and the dialect `mysql` relies on it. Why each
 * setting is there: docs/decisions/0022-mysql-and-mariadb.md. Timeouts and isolation are the connector's own.
 */
export const mysqlSession: readonly string[] = [
  `SET NAMES utf8mb4 COLLATE ${mysqlTextCollation}`,
  `SET SESSION ${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}`,
];
