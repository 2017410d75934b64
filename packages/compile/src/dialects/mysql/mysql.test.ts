import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../compile-query.ts';
import { quoteIdentifier, quoteSeparator, quoteText } from './literal.ts';

describe('literals of MySQL', () => {
  it('mean the same in every SQL mode', () => {
    expect(quoteText("it's")).toBe("'it''s'");
    expect(quoteText('a\\b')).toContain("_utf8mb4 x'615c62' COLLATE");
    expect(quoteText('a\0')).toContain("x'6100'");
    expect(quoteSeparator('\\')).toBe("x'5c'");
    expect(quoteIdentifier('a`b')).toBe('`a``b`');
  });
});

describe('queries that are shown', () => {
  it('compare text as the database does', () => {
    const result = compileQuery(
      {
        kind: 'select',
        from: {
          alias: 't',
          object: { schema: 'shop', name: 'rank' },
          schema: [{ name: 'name', type: { kind: 'text' }, nullable: true }],
        },
        joins: [],
        subqueries: [],
        where: [
          {
            kind: 'binary',
            op: 'eq',
            left: { kind: 'column', table: 't', name: 'name' },
            right: { kind: 'literal', type: 'text', value: 'a' },
          },
        ],
        groupBy: null,
        having: [],
        select: [{ name: 'name', expression: { kind: 'column', table: 't', name: 'name' } }],
        distinct: false,
        orderBy: [],
        limit: null,
      },
      { dialect: 'mysql', now: '2024-03-15T10:30:00Z', timezone: 'UTC' },
    );
    expect(result).toHaveProperty(
      'sql',
      "SELECT `name`\nFROM `shop`.`rank` AS `t`\nWHERE `name` = 'a'",
    );
  });
});
