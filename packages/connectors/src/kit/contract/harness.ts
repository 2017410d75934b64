import type { ColumnType, ConnectionSettings, Connector } from '@ai-etl/core';

/** What a connector gives the contract suite: a real server, and its own words. */
export interface ContractHarness {
  readonly connector: Connector;
  /**
   * `file`: the database is a file of this machine. It has no host, account or cable, and other troubles
   * instead. Absent: a server.
   */
  readonly reach?: 'network' | 'file';
  readonly words: ContractWords;
  readonly samples: readonly TypeSample[];
  /** Parts that have no meaning for the system, with the reason, which is printed. */
  readonly without?: {
    readonly parts: readonly ('connections' | 'catalog' | 'planning')[];
    readonly because: string;
  };
  /** The system has no views. */
  readonly withoutViews?: boolean;
  /** A fresh, empty database on a real server. */
  createDatabase(): Promise<ContractDatabase>;
}

/** A database and a way into it that is not the connector. */
export interface ContractDatabase {
  readonly settings: ConnectionSettings;
  /** Folders that sessions may use files of; the setting `path` lies below the first one. */
  readonly fileRoots?: readonly string[];
  /** Schema of tables whose name has none, as the catalog calls it. */
  readonly schema: string;
  execute(sql: string): Promise<void>;
  /** Rows of a query, values as text. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Queries and loads at work whose text holds `marker`; not what creates or describes for them. */
  running(marker: string): Promise<number>;
  /** Ends these as an administrator would. */
  kill(marker: string): Promise<void>;
  /** Settings of an account that may log in and nothing else; absent where servers have none. */
  readonly createStranger?: () => Promise<ConnectionSettings>;
  drop(): Promise<void>;
}

/** The few words of SQL that the suite needs. Pure. */
export interface ContractWords {
  quote(name: string): string;
  /** A column's name, where it is quoted unlike a table's. */
  readonly quoteColumn?: (name: string) => string;
  /** A text as a literal. */
  text(value: string): string;
  /** Native types of nullable columns. */
  readonly types: { readonly int64: string; readonly text: string };
  /** CREATE TABLE; `name` is quoted. Columns of `key` are NOT NULL and int64. */
  createTable(name: string, columns: readonly NativeColumn[], key?: readonly string[]): string;
  /** A query of one int64 column `n` that sends rows for ever, with `marker` in its text. */
  endless(marker: string): string;
  /** A query of `rows` rows with an int64 column `n` that counts from 1. */
  count(rows: number): string;
  /** A query of an int64 column `n` that fails after some 500,000 rows. */
  readonly failing: string;
  /** Statements that give a table and its column a comment; names are quoted. Absent where there are none. */
  readonly comment?: (table: string, column: string, text: string) => readonly string[];
  /** Query of the number of our work tables; absent where information_schema tells. */
  readonly workTables?: string;
  /** Statement after which all rows are in the file itself; with `reach` file. */
  readonly flush?: string;
  /** A comment the system can keep; absent: one that needs all of Unicode. */
  readonly remark?: string;
  /** Makes the system count its rows; absent where it always knows. */
  readonly analyze?: (table: string) => string;
  /** Longest name the system takes, in bytes; null where it takes any. */
  readonly longestName: number | null;
  /** False: columns that exist never get another type. */
  readonly widens?: false;
  /** Names of the suite that the system cannot have; planTable must say so. */
  readonly refusedNames?: readonly string[];
  /**
   * What the catalog calls a new column of a logical type, where the system has no type of its own for
   * it. Absent: the same.
   */
  readonly storedAs?: (type: ColumnType) => ColumnType;
}

export interface NativeColumn {
  readonly name: string;
  readonly native: string;
}

/** Values of one native type, as SQL writes them and as the wire carries them. */
export interface TypeSample {
  /** Native type with its NULLs, as in CREATE TABLE. */
  readonly native: string;
  /** Statement that must run first, such as CREATE TYPE. */
  readonly setup?: string;
  /** Logical type as printColumnType prints it. */
  readonly logical: string;
  /** SQL literal -> wire text before escaping; null is NULL. */
  readonly values: readonly (readonly [literal: string, wire: string | null])[];
  /** False: the same system has no faithful type for a new column; planTable must say so. */
  readonly writable?: boolean;
}
