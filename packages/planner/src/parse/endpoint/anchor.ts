import type { ObjectMention } from '../../ir/index.ts';

/** Which side the words beside an anchor say; `place`: only "in", "on", "over". */
export type Cue = 'source' | 'target' | 'place' | null;

/** A system or address in the text, and what is named beside it. Positions are tokens. */
export interface Anchor {
  readonly system: string | null;
  /** From the first word of what is named to the last. */
  readonly from: number;
  readonly to: number;
  readonly cue: Cue;
  readonly objects: readonly ObjectMention[];
  /** Objects stand behind the system, or were written as a path: surer than nouns before it. */
  readonly sure: boolean;
  /** "BigQuery dataset resort": where the object is, when it is named apart or not at all. */
  readonly schema?: string;
  /** Columns listed in brackets behind the object. */
  readonly columns: readonly string[];
  /** "both in MySQL": what is said before it is there. */
  readonly both: boolean;
  /** Joined by "and" to what stands before: on the same side. */
  readonly joined: boolean;
  /** Joined by a mere comma. */
  readonly isListed: boolean;
  /** "joined with b": on the side of what stands before. */
  readonly partner: boolean;
  /** Token of the system itself; -1 for an address. */
  readonly systemAt: number;
}
