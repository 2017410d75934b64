/** Settings that text can give, under the names connectors use. Secrets included. */
export interface DraftSettings {
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  readonly schema?: string;
  readonly ssl_mode?: string;
}

/** What one way of writing a connection gave: a URL, a command line, words. */
export interface ConnectionReading {
  /** As people would say where it came from: `the URL`. */
  readonly source: string;
  /** System type of the lexicon (`postgresql`, `mysql`); null when the text does not say. */
  readonly type: string | null;
  readonly settings: DraftSettings;
  readonly warnings: readonly string[];
  /** What the text holds beside it; nothing that was read stands there any more. */
  readonly rest: string;
}

/** Leaves out what is empty, so that a later source may fill it. */
export function draftOf(values: {
  readonly [Name in keyof DraftSettings]?: DraftSettings[Name] | undefined;
}): DraftSettings {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** A port number, or undefined for anything else. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** The text with [start, end) blanked: readers after this one do not see it. */
export function without(text: string, start: number, end: number): string {
  return `${text.slice(0, start)} ${text.slice(end)}`;
}

const sslModes: ReadonlySet<string> = new Set([
  'disable',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
]);

/** The mode that a driver's spelling means: `verify_full`, `allow`, `true`, `0`. */
export function sslModeOf(text: string | undefined): string | undefined {
  const mode = text?.trim().toLowerCase().replaceAll('_', '-');
  if (mode === undefined || mode === '') return undefined;
  if (sslModes.has(mode)) return mode;
  if (mode === 'allow') return 'prefer';
  if (['true', '1', 'on', 'yes', 'required', 'strict'].includes(mode)) return 'require';
  return ['false', '0', 'off', 'no', 'none', 'disabled'].includes(mode) ? 'disable' : undefined;
}
