import { unreachable } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { classifyStatement } from './statement.ts';

function rewritten(text: string): string {
  const statement = classifyStatement(text);
  switch (statement.kind) {
    case 'select':
      return `select ${statement.format ?? '-'}: ${statement.sql('P', 'TSV')}`.trim();
    case 'upload':
      return `upload ${JSON.stringify(text.slice(statement.dataStart))}: ${statement.sql('P')}`.trim();
    case 'kill':
      return `kill: ${statement.sql}`;
    case 'write':
    case 'command':
    case 'empty':
    case 'several':
      return statement.kind;
    default:
      return unreachable(statement);
  }
}

describe('statements', () => {
  it('cannot hide behind the curly quotes that the engine reads', () => {
    expect(rewritten("SELECT ‘ ' ’; DROP TABLE t; SELECT ‘ ' ’")).toBe('several');
    expect(rewritten("SELECT “ ' ”; DROP TABLE t; SELECT “ ' ”")).toBe('several');
  });

  it('cannot hide behind comments, which nest', () => {
    expect(rewritten("SELECT 1 /* /* */ ' */ */; DROP TABLE t -- '")).toBe('several');
  });

  it.each([
    ['SELECT 1', "select -: SELECT 1 INTO OUTFILE 'P' APPEND FORMAT TSV"],
    ['SELECT 1;', "select -: SELECT 1 INTO OUTFILE 'P' APPEND FORMAT TSV"],
    ['select 1 format JSON -- x', "select JSON: select 1  INTO OUTFILE 'P' APPEND FORMAT JSON"],
    [
      'SELECT 1 FORMAT CSV SETTINGS a=1',
      "select CSV: SELECT 1  INTO OUTFILE 'P' APPEND FORMAT CSV  SETTINGS a=1",
    ],
    ['SELECT 1 SETTINGS a=1', "select -: SELECT 1 SETTINGS a=1 INTO OUTFILE 'P' APPEND FORMAT TSV"],
    ['DESC t SETTINGS a=1', "select -: DESC t  INTO OUTFILE 'P' APPEND FORMAT TSV SETTINGS a=1"],
    ["SELECT ' FORMAT CSV'", "select -: SELECT ' FORMAT CSV' INTO OUTFILE 'P' APPEND FORMAT TSV"],
    ['SELECT format FROM t', "select -: SELECT format FROM t INTO OUTFILE 'P' APPEND FORMAT TSV"],
    [
      'SELECT (SELECT 1 FORMAT x)',
      "select -: SELECT (SELECT 1 FORMAT x) INTO OUTFILE 'P' APPEND FORMAT TSV",
    ],
    ['/* a */ (SELECT 1)', "select -: /* a */ (SELECT 1) INTO OUTFILE 'P' APPEND FORMAT TSV"],
    ['SELECT $$;$$', "select -: SELECT $$;$$ INTO OUTFILE 'P' APPEND FORMAT TSV"],
  ])('that return rows write them to the pipe: %s', (text, expected) => {
    expect(rewritten(text)).toBe(expected);
  });

  it.each([
    ['INSERT INTO t FORMAT TSV\n1\n', `upload "1\\n": INSERT INTO t  FROM INFILE 'P'  FORMAT TSV`],
    [
      'INSERT INTO t FORMAT TSV\n\n1\n',
      `upload "\\n1\\n": INSERT INTO t  FROM INFILE 'P'  FORMAT TSV`,
    ],
    [
      'INSERT INTO t FORMAT TSV\r\n\tx',
      `upload "\\tx": INSERT INTO t  FROM INFILE 'P'  FORMAT TSV`,
    ],
    [
      'insert into format.values (a) values (1)',
      `upload " (1)": insert into format.values (a)  FROM INFILE 'P'  FORMAT Values`,
    ],
    [
      'INSERT INTO t (`FORMAT`, b) SETTINGS x=1 FORMAT JSONEachRow {}',
      `upload " {}": INSERT INTO t (\`FORMAT\`, b)  FROM INFILE 'P' SETTINGS x=1  FORMAT JSONEachRow`,
    ],
    [
      "INSERT INTO t SELECT a FROM input('a Int8') FORMAT CSV\n1",
      `upload "1": INSERT INTO t SELECT a FROM file('P', 'CSV', 'a Int8')`,
    ],
  ])('that bring data name the pipe and leave the data: %s', (text, expected) => {
    expect(rewritten(text)).toBe(expected);
  });

  it.each([
    ['INSERT INTO t SELECT 1', 'write'],
    ['INSERT INTO t (a) (SELECT 1)', 'write'],
    ['WITH 1 AS x INSERT INTO t SELECT x', 'write'],
    ['CREATE TABLE t AS SELECT 1', 'write'],
    ['ALTER TABLE t DELETE WHERE 1', 'command'],
    ['SELECT 1; SELECT 2', 'several'],
    ['SELECT 1;;', "select -: SELECT 1 INTO OUTFILE 'P' APPEND FORMAT TSV"],
    [' -- nothing', 'empty'],
    [';', 'empty'],
  ])('are told apart: %s', (text, expected) => {
    expect(rewritten(text)).toBe(expected);
  });

  it('finds a query by the id its client chose', () => {
    expect(rewritten("KILL QUERY WHERE query_id = 'query_id' SYNC")).toBe(
      "kill: KILL QUERY WHERE Settings['stream_like_engine_insert_queue'] = 'query_id' SYNC",
    );
  });

  it('does not read through the data behind an INSERT', () => {
    const data = 'a\t'.repeat(5_000_000);
    const startedAt = performance.now();
    expect(classifyStatement(`INSERT INTO t FORMAT TSV\n${data}`).kind).toBe('upload');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
