/** PostgreSQL and RFC 3339 both hold the years 1 to 9999. */
const firstMs = Date.parse('0001-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a time in milliseconds can be stored and written as RFC 3339 in UTC. */
export function isMoment(timeMs: number): boolean {
  return timeMs >= firstMs && timeMs <= lastMs;
}
