import { describe, expect, it } from 'vitest';
import { parseDescription } from '../parse-description.ts';

describe('where what is unfit goes', () => {
  it.each<readonly [string, string | null, string]>([
    ['anything invalid goes to the Kafka topic trips.dlq', 'kafka', 'trips.dlq'],
    ['whatever is not valid lands in Postgres trips_bad', 'postgresql', 'trips_bad'],
    ["everything that doesn't fit goes to s3://bad/trips/", 's3', 's3://bad/trips/'],
    ["rows that aren't go to trips_rejects", 'postgresql', 'trips_rejects'],
    ['send the bad rows to table trips_bad in ClickHouse', 'clickhouse', 'trips_bad'],
    ['что не прошло — в Kafka топик trips.dlq', 'kafka', 'trips.dlq'],
  ])('%s', (words, system, object) => {
    const { targets, onFail } = parseDescription(
      `Copy MySQL trips to Postgres trips, seats must be at least 1; ${words}`,
    ).ir;
    expect(onFail).toBe('quarantine');
    const place = targets.find(({ role }) => role === 'quarantine');
    expect(place?.system).toBe(system);
    const [first] = place?.objects ?? [];
    expect(first?.evidence.text).toContain(object);
  });
});
