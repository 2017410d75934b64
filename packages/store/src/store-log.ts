/** Where the store reports trouble that no caller waits for. A pino or Fastify logger fits. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
