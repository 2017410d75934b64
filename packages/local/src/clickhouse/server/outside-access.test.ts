import { describe, expect, it } from 'vitest';
import { refuseOutsideAccess } from './outside-access.ts';

describe('statements that reach outside of the data directory', () => {
  it.each([
    "SELECT * FROM file('/home/keys', 'LineAsString')",
    "SELECT 1 FROM (SELECT * FROM url ('http://169.254.169.254/'))",
    "SELECT file /* so */ ('/etc/passwd')",
    "SELECT * FROM `file`('/etc/passwd')",
    "SELECT * FROM `\\x66ile`('/etc/passwd')",
    "SELECT * FROM “file”('/etc/passwd')",
    "SELECT '/etc/passwd' AS p, * APPLY(file)",
    "SELECT * APPLY file FROM (SELECT '/etc/passwd')",
    "SELECT arrayMap(file, ['/etc/passwd'])",
    "SELECT ['/etc/passwd'] AS a, `arrayMap`((`file`), a)",
    'CREATE TABLE t (a String) ENGINE File',
    "SELECT 1 /* /* */ ' */ */ , file('/etc/passwd') --'",
    "SELECT * FROM icebergLocal('/data')",
    "SELECT * FROM remoteSecure('h', t)",
    "CREATE TABLE t (a String) ENGINE = File(TSV, '/x')",
    "CREATE DICTIONARY d (a String) PRIMARY KEY a SOURCE(FILE(path '/x' format 'TSV'))",
    "SELECT 1 INTO OUTFILE '/x'",
    "INSERT INTO t FROM INFILE '/x' FORMAT TSV",
    'SELECT * FROM default.`/etc/passwd`',
    'SELECT * FROM "default" . `/etc/passwd`',
  ])('are refused: %s', (text) => {
    expect(() => refuseOutsideAccess(text)).toThrow('does not offer');
  });

  it.each([
    "SELECT url, file FROM t WHERE file = 'x' AND note = 'see file(1)'",
    'INSERT INTO t (url, file) FORMAT TSV',
    'CREATE TABLE t (url String, file String DEFAULT 1) ENGINE = ReplacingMergeTree ORDER BY (url)',
    'SELECT toString(default) FROM numbers(3) -- file(1)',
    'SELECT * APPLY(x -> if(isNull(x), NULL, toString(x))) FROM (SELECT 1) AS q',
    'SELECT domain(url), cityHash64(`file`) FROM `a\\`b`.`url`',
  ])('are told from those that do not: %s', (text) => {
    expect(() => refuseOutsideAccess(text)).not.toThrow();
  });
});
