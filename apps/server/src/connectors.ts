import { connectorCatalog, findConnector } from '@ai-etl/connectors';
import { AiEtlError, diagnostic, type ConnectionSettings, type Connector } from '@ai-etl/core';
import type { Connectors } from './data/connector-lookup.ts';
import { hostGuard, isSocket, refuseForbiddenHosts } from './data/outbound-guard.ts';
import {
  makeOutboundPolicy,
  nothingAllowed,
  type OutboundAllowance,
} from './net/outbound-policy.ts';

export interface ConnectorOptions {
  /** Unix sockets of this machine may be connected to: whoever may write connections reaches them. */
  readonly allowSockets: boolean;
  /** Folders below which connections may use files of this machine. */
  readonly fileRoots: readonly string[];
  /** Private places that connections to APIs may call. */
  readonly httpAllow: OutboundAllowance;
}

/**
 * Every connector this installation has. None of them connects to a forbidden address: hosts are
 * looked at whenever a session is opened, for a test, a catalog, a question or a run, not only when
 * a connection is stored.
 */
export function makeConnectors(options: ConnectorOptions): Connectors {
  const guarded = new Map(connectorCatalog.map((one) => [one.spec.type, guard(one, options)]));
  return {
    all: [...guarded.values()],
    find: (type) => guarded.get(findConnector(type)?.spec.type ?? ''),
  };
}

/** Without Unix sockets, files of this machine and private APIs. */
export const connectors: Connectors = makeConnectors({
  allowSockets: false,
  fileRoots: [],
  httpAllow: nothingAllowed,
});

function guard(
  connector: Connector,
  { allowSockets, fileRoots, httpAllow }: ConnectorOptions,
): Connector {
  const outbound = makeOutboundPolicy(httpAllow);
  const isRefused = ({ host }: ConnectionSettings): boolean => !allowSockets && isSocket(host);
  return {
    spec: connector.spec,
    validateSettings: (settings) => [
      ...connector.validateSettings(settings),
      ...(isRefused(settings) ? [diagnostic('SETTING_INVALID', 'host', socketRefused)] : []),
    ],
    planTable: (request) => connector.planTable(request),
    open: async (settings, options) => {
      if (isRefused(settings)) {
        throw new AiEtlError('VALIDATION_ERROR', socketRefused, {
          details: [{ field: 'settings.host', error: socketRefused }],
        });
      }
      await refuseForbiddenHosts(settings);
      return connector.open(settings, { ...options, fileRoots, outbound, hosts: hostGuard });
    },
  };
}

const socketRefused =
  'Unix sockets are not allowed here. Name the host, or let the administrator set AI_ETL_ALLOW_SOCKETS=1.';
