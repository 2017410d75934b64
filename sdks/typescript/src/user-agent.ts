import { version } from './version.ts';

/**
 * Who is calling. A browser has its own User-Agent, and naming another would only make each
 * request a pre-flighted one.
 */
export function userAgentHeaders(application: string | undefined): Record<string, string> {
  if ('document' in globalThis || 'WorkerGlobalScope' in globalThis) return {};
  const own = `ai-etl-sdk-typescript/${version}`;
  return { 'user-agent': application === undefined ? own : `${application} ${own}` };
}
