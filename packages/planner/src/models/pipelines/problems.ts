import type { Evidence } from '../../ir/index.ts';
import { findQuote } from '../find-quote.ts';

/** Collects what is wrong with an answer, worded for the model, and finds its quotes in the text. */
export interface Problems {
  readonly text: string;
  readonly found: string[];
  /** Of all quotes but those of endpoints: what the answer accounts for. */
  readonly covered: Evidence[];
}

export function openProblems(text: string): Problems {
  return { text, found: [], covered: [] };
}

/** The place of a quote; a quote that is nowhere is a problem. */
export function cite(problems: Problems, path: string, quote: string): Evidence {
  const evidence = findQuote(problems.text, quote);
  if (evidence === null) {
    problems.found.push(
      `${path}.quote: "${shorten(quote)}" is not in the person's text. Copy their own words, or leave this out.`,
    );
    return { start: 0, end: 0, text: '' };
  }
  return evidence;
}

/** The same for what is not an endpoint. */
export function citeCovered(problems: Problems, path: string, quote: string): Evidence {
  const evidence = cite(problems, path, quote);
  if (evidence.end > 0) problems.covered.push(evidence);
  return evidence;
}

export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
