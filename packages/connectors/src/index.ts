export { connectorCatalog, findConnector } from './catalog.ts';
export { classifyFailure } from './kit/retry.ts';
export { clickhouseSettingsFromUrl } from './clickhouse/settings.ts';
export { mysqlSettingsFromUrl } from './mysql/settings.ts';
export { postgresqlSettingsFromUrl } from './postgresql/settings.ts';
export { spokenTypeName } from './postgresql/type-name.ts';
export { createOpenScratch, type ScratchSettings } from './kit/duckdb/open-scratch.ts';
export { claimScratchHome } from './kit/duckdb/scratch-home.ts';
export { judgedLookup, type Resolve } from './kit/judged-lookup.ts';
