import type { CatalogSettings, StoredValue } from '@ai-etl/store';
import type { ToldStatus } from './catalog-service.ts';
import type {
  CatalogSettingsBody,
  CatalogStatusBody,
  CatalogValueBody,
} from './contract-catalog.ts';

/** How fresh a catalog is, as the API shows it. */
export function presentStatus({
  connectionId,
  status,
  nowMs,
  isScheduled,
}: ToldStatus): CatalogStatusBody {
  const { settings, takenAt, failure } = status;
  const ageMs = takenAt === null ? null : Math.max(0, nowMs - Date.parse(takenAt));
  return {
    connection_id: connectionId,
    state: stateOf(status, ageMs),
    taken_at: takenAt,
    age_seconds: ageMs === null ? null : Math.round(ageMs / 1000),
    refreshing: status.isRefreshing,
    requested_at: status.requestedAt,
    refreshed_at: status.refreshedAt,
    next_refresh_at: isScheduled ? status.nextAt : null,
    duration_ms: status.durationMs,
    tables: status.tables,
    columns: status.columns,
    value_columns: status.valueColumns,
    values: status.values,
    tables_unread: status.tablesUnread,
    failures: status.failures,
    last_error: failure,
    settings: {
      read_values: settings.readValues,
      refresh_minutes: settings.refreshMinutes,
      excluded_columns: settings.excludedColumns.map((one) => ({ ...one })),
    },
  };
}

function stateOf(
  { failures, settings }: ToldStatus['status'],
  ageMs: number | null,
): CatalogStatusBody['state'] {
  if (failures > 0) return 'failing';
  if (ageMs === null) return 'never_read';
  return ageMs <= 2 * settings.refreshMinutes * 60_000 ? 'fresh' : 'old';
}

/** Settings as the store keeps them. */
export function readSettings(body: CatalogSettingsBody): CatalogSettings {
  return {
    readValues: body.read_values,
    refreshMinutes: body.refresh_minutes,
    excludedColumns: body.excluded_columns.map(({ schema, table, column }) => ({
      ...(schema === undefined ? {} : { schema }),
      ...(table === undefined ? {} : { table }),
      ...(column === undefined ? {} : { column }),
    })),
  };
}

/** A kept value, as the API shows it. */
export function presentValue({ schema, table, column, value }: StoredValue): CatalogValueBody {
  return { schema, table, column, value };
}
