import type { Connector, ConnectorSession, Staging } from '@ai-etl/core';
import type { ConnectorLookup } from '@ai-etl/engine';

/**
 * The same connectors, which call `then` at once when an attempt has made this many chunks durable: a
 * run is over before somebody who looks from outside would have seen them.
 */
export function afterChunks(
  connectors: ConnectorLookup,
  count: number,
  then: () => void,
): ConnectorLookup {
  let recorded = 0;
  const watchStaging = (staging: Staging): Staging => {
    const { chunks } = staging;
    if (chunks === undefined) return staging;
    return changed(staging, {
      chunks: changed(chunks, {
        load: async (...asked) => {
          const chunk = await chunks.load(...asked);
          return changed(chunk, {
            record: async (...record) => {
              await chunk.record(...record);
              recorded += 1;
              if (recorded === count) then();
            },
          });
        },
      }),
    });
  };
  const watchLoader = (loader: ConnectorSession['loader']): ConnectorSession['loader'] =>
    changed(loader, { stage: async (request) => watchStaging(await loader.stage(request)) });
  const watchSession = (session: ConnectorSession): ConnectorSession =>
    changed(session, { loader: watchLoader(session.loader) });
  const watchConnector = (connector: Connector): Connector => ({
    ...connector,
    open: async (...asked) => watchSession(await connector.open(...asked)),
  });
  return (type) => {
    const connector = connectors(type);
    return connector && watchConnector(connector);
  };
}

/** The same object but for some of its parts. Its methods see the object itself: they have private fields. */
function changed<Whole extends object>(whole: Whole, changes: Partial<Whole>): Whole {
  return new Proxy(whole, {
    get: (_, name) => {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name);
      const value: unknown = Reflect.get(whole, name, whole);
      return typeof value === 'function' ? value.bind(whole) : value;
    },
  });
}
