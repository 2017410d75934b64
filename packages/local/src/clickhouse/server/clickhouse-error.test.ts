import { describe, expect, it } from 'vitest';
import { ClickHouseError, httpStatusOf, printError, readEngineError } from './clickhouse-error.ts';

describe('errors of the endpoint', () => {
  it.each([
    [62, 400],
    [60, 404],
    [516, 403],
    [159, 408],
    [48, 501],
    [394, 500],
  ])('give code %i the status %i', (code, status) => {
    expect(httpStatusOf(code)).toBe(status);
  });

  it('keep the code of the engine, once', () => {
    const nested = 'Code: 27. DB::Exception: Code: 27. DB::Exception: bad row. (X_Y)';
    const error = readEngineError(new RangeError(nested));
    expect(error.clickhouseCode).toBe(27);
    expect(printError(error, '26.7')).toBe(
      'Code: 27. DB::Exception: bad row. (X_Y) (version 26.7)\n',
    );
  });

  it('have a code of their own when the engine gave none', () => {
    expect(readEngineError('odd').clickhouseCode).toBe(1002);
    expect(printError(new ClickHouseError(62, 'no. (SYNTAX_ERROR)'), '1')).toBe(
      'Code: 62. DB::Exception: no. (SYNTAX_ERROR) (version 1)\n',
    );
  });
});
