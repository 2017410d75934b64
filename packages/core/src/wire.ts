/**
 * The wire form: how rows cross from a source to a target without being parsed in JavaScript.
 *
 * Rows are PostgreSQL COPY text, which is ClickHouse TabSeparated: columns end in TAB, rows in
 * LF, NULL is `\N`, and backslash escapes `\b \f \n \r \t \v \\`. UTF-8. No header. Every type
 * has exactly one text, so that checksums of both sides are comparable:
 *
 * | type              | text                                                              |
 * |-------------------|-------------------------------------------------------------------|
 * | bool              | `t` or `f`                                                        |
 * | int*, decimal     | plain digits, `-` in front, decimal with its scale                |
 * | float32, float64  | shortest text that reads back equal; `NaN`, `Infinity`, `-Infinity` |
 * | text, json        | as is                                                             |
 * | bytes             | lower-case hex, no prefix                                         |
 * | date              | `YYYY-MM-DD`                                                      |
 * | time              | `HH:MM:SS.ffffff`                                                 |
 * | timestamp         | `YYYY-MM-DD HH:MM:SS[.ffffff]`                                    |
 * | timestamptz       | the same, in UTC, no offset                                       |
 * | uuid              | lower-case, with hyphens                                          |
 * | list              | JSON text                                                         |
 *
 * A source encodes in its query's select list, a target decodes in its insert.
 */
export const wireFormat = 'copy-text-1';
export type WireFormat = typeof wireFormat;
