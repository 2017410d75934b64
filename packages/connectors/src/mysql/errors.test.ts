import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../kit/retry.ts';
import { toMysqlError } from './errors.ts';
import { mysqlSettingsFromUrl, parseSettings } from './settings.ts';

const context = {
  settings: parseSettings(mysqlSettingsFromUrl('mysql://ann:s3cret@db.example.com/shop')),
  doing: 'read',
  object: 'shop.orders',
};

function serverError(errno: number, message = 'refused'): Error {
  return Object.assign(new Error(message), { errno, sqlState: 'HY000', code: 'ER_SOME' });
}

describe('errors of MySQL', () => {
  it.each([
    [1045, 'CREDENTIALS_REJECTED', 'terminal'],
    [1044, 'PRIVILEGE_MISSING', 'terminal'],
    [1142, 'PRIVILEGE_MISSING', 'terminal'],
    [1049, 'OBJECT_NOT_FOUND', 'terminal'],
    [1146, 'OBJECT_NOT_FOUND', 'terminal'],
    [1064, 'QUERY_FAILED', 'terminal'],
    [1969, 'QUERY_FAILED', 'terminal'],
    [3024, 'QUERY_FAILED', 'terminal'],
    [1205, 'TARGET_CONFLICT', 'transient'],
    [1213, 'TARGET_CONFLICT', 'transient'],
    [1040, 'CONNECTION_FAILED', 'transient'],
    [1927, 'CONNECTION_LOST', 'transient'],
    [2013, 'CONNECTION_LOST', 'transient'],
    [1406, 'VALUE_REJECTED', 'terminal'],
  ] as const)('%i is %s and %s', (errno, code, classification) => {
    const error = toMysqlError(serverError(errno), context);
    expect(error.code).toBe(code);
    expect(classifyFailure(error)).toBe(classification);
    expect(error.message).toContain('db.example.com');
  });

  it('that quote a value lose it, in the message and in the cause', () => {
    const quoted = "Duplicate entry 'ann@example.com' for key 'PRIMARY'";
    const error = toMysqlError(serverError(1062, quoted), context);
    expect(error.code).toBe('VALUE_REJECTED');
    expect(inspect(error, { depth: 8 })).not.toContain('ann@example.com');
    expect(error.message).toContain('shop.orders');
  });

  it('of a missing privilege name the grant', () => {
    const denied = "SELECT command denied to user 'ann'@'h' for table `shop`.`orders`";
    const error = toMysqlError(serverError(1142, denied), context);
    expect(error.message).toContain("GRANT SELECT ON `shop`.`orders` TO 'ann';");
  });

  it('of a connection that the driver lost may be tried again', () => {
    const lost = Object.assign(new Error('Connection lost'), { code: 'PROTOCOL_CONNECTION_LOST' });
    expect(toMysqlError(lost, context)).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  });
});
