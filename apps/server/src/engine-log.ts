import type { Logger } from 'pino';
import type { EngineLog } from '@ai-etl/engine';

/** The engine's log as lines of the process's own. */
export function engineLogOf(log: Logger): EngineLog {
  return (level, message, fields = {}) => {
    log[level === 'warning' ? 'warn' : level](fields, message);
  };
}
