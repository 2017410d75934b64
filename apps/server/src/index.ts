export { makeApi, type ApiPorts } from './api.ts';
export { readConfig, type Config } from './config.ts';
export type { LogLevel } from './config-variables.ts';
export { connectors } from './connectors.ts';
export { describeApi } from './describe-api.ts';
export { openKeys, type ServerKeys } from './keys.ts';
export { systemClock } from './system-clock.ts';
export { startWorker, type WorkerProcessPorts } from './worker.ts';
export {
  startInstallation,
  type Installation,
  type InstallationOptions,
} from './startup/start-installation.ts';
