import { z } from 'zod';
import type { Publication } from '@ai-etl/core';

/** Publications kept in a table's comment: enough for every run that may still ask. */
const KEPT = 24;

const opening = '[ai-etl ';

const StoredPublication = z.object({
  run: z.string(),
  step: z.string(),
  rows: z.string(),
  mode: z.enum(['append', 'replace', 'merge', 'scd2']),
  at: z.string(),
  attempt: z.number().optional(),
  updated: z.string().optional(),
  deleted: z.string().optional(),
  apart: z.string().optional(),
  apartIn: z.string().optional(),
});

/** What a table's comment says: the user's own words and our latest publications, newest last. */
export interface Marker {
  readonly comment: string;
  readonly publications: readonly Publication[];
}

/** Reads a comment; one without a marker has no publications. */
export function parseMarker(comment: string): Marker {
  const start = comment.lastIndexOf(opening);
  if (start === -1 || !comment.endsWith(']')) return { comment, publications: [] };
  try {
    const stored = z
      .array(StoredPublication)
      .parse(JSON.parse(comment.slice(start + opening.length, -1)));
    return { comment: comment.slice(0, start).trimEnd(), publications: stored.map(toPublication) };
  } catch {
    // Somebody's own text that happens to look alike.
    return { comment, publications: [] };
  }
}

/** Prints a comment that parseMarker reads back. */
export function printMarker(marker: Marker): string {
  const stored = marker.publications.slice(-KEPT).map((one) => ({
    run: one.runId,
    step: one.step,
    rows: one.rows,
    mode: one.mode,
    at: one.publishedAt,
    attempt: one.attempt,
    updated: one.updatedRows,
    deleted: one.deletedRows,
    apart: one.quarantinedRows,
    apartIn: one.quarantineTable,
  }));
  const text = `${opening}${JSON.stringify(stored)}]`;
  return marker.comment === '' ? text : `${marker.comment}\n${text}`;
}

/** A comment without our marker, for people. */
export function userComment(comment: string): string {
  return parseMarker(comment).comment;
}

/** What (run, step) published according to a comment, or null. */
export function findPublication(
  comment: string,
  key: { readonly runId: string; readonly step: string },
): Publication | null {
  const { publications } = parseMarker(comment);
  return publications.find((one) => one.runId === key.runId && one.step === key.step) ?? null;
}

function toPublication(stored: z.infer<typeof StoredPublication>): Publication {
  return {
    runId: stored.run,
    step: stored.step,
    rows: stored.rows,
    mode: stored.mode,
    publishedAt: stored.at,
    ...(stored.attempt === undefined ? {} : { attempt: stored.attempt }),
    ...(stored.updated === undefined ? {} : { updatedRows: stored.updated }),
    ...(stored.deleted === undefined ? {} : { deletedRows: stored.deleted }),
    ...(stored.apart === undefined ? {} : { quarantinedRows: stored.apart }),
    ...(stored.apartIn === undefined ? {} : { quarantineTable: stored.apartIn }),
  };
}
