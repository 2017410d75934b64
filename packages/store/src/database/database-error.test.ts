import { AiEtlError } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { translateDatabaseError, violatedUnique } from './database-error.ts';

function driverError(code: string | undefined, message = 'raw message with the value hunter2') {
  return Object.assign(new Error(message), {
    ...(code === undefined ? {} : { code }),
    detail: 'Key (email)=(hunter2) already exists.',
    constraint: 'users_email_key',
  });
}

describe('errors of the metadata database', () => {
  it.each([
    ['23505', 'INTERNAL_ERROR'],
    ['57P01', 'SERVICE_UNAVAILABLE'],
    ['53300', 'SERVICE_UNAVAILABLE'],
    ['ECONNREFUSED', 'SERVICE_UNAVAILABLE'],
    ['57014', 'SERVICE_UNAVAILABLE'],
    ['22P05', 'VALIDATION_ERROR'],
  ])('%s becomes %s and quotes no value', (code, expected) => {
    const translated = translateDatabaseError(driverError(code));
    expect(translated).toBeInstanceOf(AiEtlError);
    expect(translated).toMatchObject({ code: expected });
    const everything = JSON.stringify(translated, Object.getOwnPropertyNames(translated));
    expect(
      `${everything}${String(translated instanceof Error ? translated.cause : '')}`,
    ).not.toContain('hunter2');
  });

  it('a broken socket without a code is unavailable too', () => {
    const broken = driverError(undefined, 'Connection terminated unexpectedly');
    expect(translateDatabaseError(broken)).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('names the violated constraint to the code that asks', () => {
    expect(violatedUnique(translateDatabaseError(driverError('23505')))).toBe('users_email_key');
    expect(violatedUnique(translateDatabaseError(driverError('23503')))).toBeNull();
    expect(violatedUnique(new Error('other'))).toBeNull();
  });

  it('leaves errors of ours alone', () => {
    const own = new AiEtlError('CONFLICT', 'x');
    expect(translateDatabaseError(own)).toBe(own);
  });
});
