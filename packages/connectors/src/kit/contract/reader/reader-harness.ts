import type { ConnectionSettings, Connector, OpenOptions } from '@ai-etl/core';

/** What a connector that only reads gives the contract suite: a real source, and how it spells values. */
export interface ReaderHarness {
  readonly connector: Connector;
  /** A value of the source as its own text: a whole number, a text. */
  readonly words: {
    int(value: number): string;
    text(value: string): string;
    readonly nothing: string;
  };
  readonly samples: readonly ReaderSample[];
  /** Settings that are refused, by the field they are about. */
  readonly badSettings: readonly (readonly [
    what: string,
    changes: ConnectionSettings,
    field: string,
  ])[];
  /** Names of the suite that no table can have. */
  readonly refusedNames?: readonly string[];
  /** A fresh source that holds these tables. */
  createSource(tables: readonly SourceTable[]): Promise<ReaderSource>;
}

/** Values of one type: as the source spells them, and as the wire carries them (before escaping). */
export interface ReaderSample {
  readonly what: string;
  /** Logical type as printColumnType prints it. */
  readonly logical: string;
  readonly values: readonly (readonly [spelled: string, wire: string | null])[];
}

export interface SourceTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Spelled by the source. */
  readonly rows: readonly (readonly string[])[];
  /** Reading dies after some of its rows, for a reason that may pass. */
  readonly isBroken?: boolean;
}

export interface ReaderSource {
  readonly settings: ConnectionSettings;
  readonly access: Pick<OpenOptions, 'fileRoots' | 'outbound'>;
  /** Schema of its tables, as the catalog calls it. */
  readonly schema: string;
  /** What no message may hold. */
  readonly secret: string;
  /** Settings whose credentials are wrong; absent: there are none. */
  readonly wrongCredentials?: ConnectionSettings;
  close(): Promise<void>;
}
