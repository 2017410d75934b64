import { diagnostic, type Diagnostic, type Policy, type Route } from '@ai-etl/core';
import type { RouteOption, RouteOptions } from './route-options.ts';

/** Where nothing is known of sizes: the route with the least between source and target. */
const byEffort: readonly Route[] = ['in_target', 'direct', 'local'];

/**
 * A scratch database writes and reads rows once more, on the worker. It has to save at least half
 * of the bytes to be worth that.
 */
const localMustSave = 2;

/**
 * The route that moves the fewest bytes, or the one that the policy names. A named route that
 * cannot be taken is a diagnostic, and never replaced by another.
 */
export function chooseRoute(
  options: RouteOptions,
  wanted: NonNullable<Policy['route']>,
): RouteOption | { readonly diagnostics: readonly Diagnostic[] } {
  if (wanted !== 'auto') return namedRoute(options[wanted], wanted);
  const possible = byEffort.flatMap((route) => {
    const option = options[route];
    return 'diagnostics' in option ? [] : [option];
  });
  const [first, ...others] = possible;
  if (first === undefined) {
    const { direct, local } = options;
    return { diagnostics: whyNoRoute(findingsOf(direct), findingsOf(local)) };
  }
  return others.reduce((best, one) => (isCheaper(one, best) ? one : best), first);
}

function isCheaper(one: RouteOption, than: RouteOption): boolean {
  if (one.movedBytes === null || than.movedBytes === null) return false;
  const weight = one.route === 'local' ? localMustSave : 1;
  return one.movedBytes * weight < than.movedBytes;
}

function namedRoute(
  option: RouteOptions[Route],
  wanted: Route,
): RouteOption | { readonly diagnostics: readonly Diagnostic[] } {
  if (!('diagnostics' in option)) return option;
  const refused = diagnostic(
    'ROUTE_NOT_AVAILABLE',
    'policy.route',
    `The route "${wanted}" cannot be taken.`,
    'leave policy.route out, and the best possible one is chosen',
  );
  return { diagnostics: [refused, ...option.diagnostics] };
}

/**
 * Why a query has no route. What one server cannot do is the answer; unless several are asked,
 * whose rows could only meet in the scratch database: then it is what that cannot do.
 */
export function whyNoRoute(
  ofDirect: readonly Diagnostic[],
  ofLocal: readonly Diagnostic[],
): readonly Diagnostic[] {
  const wantsLocal = ofDirect.some(({ code, path }) => isSeveralServers(code, path));
  return wantsLocal && ofLocal.length > 0 ? ofLocal : ofDirect;
}

function isSeveralServers(code: Diagnostic['code'], path: string): boolean {
  return code === 'ROUTE_NOT_AVAILABLE' && (path === 'sources' || path.endsWith('.inputs'));
}

function findingsOf(option: RouteOptions[Route]): readonly Diagnostic[] {
  return 'diagnostics' in option ? option.diagnostics : [];
}
