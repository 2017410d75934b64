import { pino, type Logger } from 'pino';
import type { LogLevel } from '../config-variables.ts';

/** Names whose values never reach a log, wherever they sit in a record down to three levels. */
const secretNames = [
  'authorization',
  'password',
  'secret',
  'secrets',
  'settings',
  'token',
  'access_token',
  'refresh_token',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api_key',
  'old_password',
  'new_password',
  'login_code',
];

/** JSON lines on standard output. Bodies and query strings are never logged. */
export function makeLog(
  name: 'api' | 'worker' | 'start',
  level: LogLevel,
  stream?: { write(line: string): void },
): Logger {
  const options = {
    level,
    base: { process: name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: secretNames.flatMap((one) => [one, `*.${one}`, `*.*.${one}`]),
      censor: '[redacted]',
    },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
