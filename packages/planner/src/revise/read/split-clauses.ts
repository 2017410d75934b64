import type { Evidence } from '../../ir/index.ts';
import { has, type Token } from '../../text/token.ts';
import { tokenise } from '../../text/tokenise.ts';
import { commandStart } from './command-words.ts';

/** More than any instruction asks for; the rest of a hostile text is one clause. */
const maxClauses = 50;

/**
 * Cuts an instruction into clauses with one command each: at the end of a sentence, and at a comma or
 * "and" behind which a new command begins ("hash email and phone and run at 3am" are two).
 */
export function splitClauses(text: string): readonly Evidence[] {
  const tokens = tokenise(text);
  const clauses: Evidence[] = [];
  let from = 0;
  const close = (to: number): void => {
    const first = tokens[from];
    const last = tokens[to - 1];
    if (first === undefined || last === undefined || to <= from) return;
    clauses.push({ start: first.start, end: last.end, text: text.slice(first.start, last.end) });
  };
  for (let at = 0; at < tokens.length && clauses.length < maxClauses; at += 1) {
    const past = cutAt(text, tokens, at);
    if (past === at) continue;
    close(at);
    // "also" is no part of the command, and says something: it stays with the clause.
    from = at;
    while (from < past && tokens[from]?.kind === 'mark') from += 1;
    at = past - 1;
  }
  close(tokens.length);
  return clauses;
}

/** The token behind a cut at `at`; `at` itself when there is none. */
function cutAt(text: string, tokens: readonly Token[], at: number): number {
  const token = tokens[at];
  if (token === undefined) return at;
  if (token.kind === 'mark' && ['.', ';', '!', '?'].includes(token.text)) return at + 1;
  let next = at;
  while (next < at + 4 && isJoint(tokens[next])) next += 1;
  const line = at > 0 && text.slice(tokens[at - 1]?.end ?? 0, token.start).includes('\n');
  if (line) return next === at ? at : next;
  const behind = tokens[next];
  if (next === at || behind === undefined) return at;
  return commandStart.test(text.slice(behind.start, behind.start + 60)) ? next : at;
}

function isJoint(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === 'mark') return token.text === ',' || token.text === '—';
  return (
    has(token, 'and') ||
    ['also', 'then', 'but', 'additionally', 'также', 'еще', 'потом', 'затем', 'но', 'а'].includes(
      token.lower,
    )
  );
}
