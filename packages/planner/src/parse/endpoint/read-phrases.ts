import type { ObjectMention } from '../../ir/index.ts';
import { fold } from '../../text/tokenise.ts';
import { has, textOf, type Token } from '../../text/token.ts';
import { endsClause, evidenceOf, free, is, isMarkAt, skip, type Reading } from '../reading.ts';
import type { Phrase, Role } from './phrase.ts';
import { systemOfPath } from './system-of-path.ts';

/** A phrase while it is read. */
interface Draft {
  role: Role;
  explicit: boolean;
  /** Opened by a verb such as "replace" or "refresh". */
  rebuilt: boolean;
  system: string | null;
  container: Phrase['container'];
  place: string[];
  objects: ObjectMention[];
  words: number[];
  evidence: Phrase['evidence'][number][];
}

/**
 * Cuts the unclaimed tokens into phrases: "sales data | from PostgreSQL | to ClickHouse dw.sales".
 * A preposition or a verb opens a phrase; a second system in one phrase opens the next.
 */
export function readPhrases(reading: Reading): Phrase[] {
  const phrases: Draft[] = [];
  let draft = open('object', false);
  const close = (): void => {
    flushWords(reading, draft);
    if (draft.system !== null || draft.objects.length > 0 || draft.place.length > 0)
      phrases.push(draft);
  };
  const start = (role: Role, explicit: boolean): void => {
    close();
    draft = open(role, explicit);
  };
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const token = free(reading, at);
    if (token === undefined) {
      flushWords(reading, draft);
      if (mergesInto(reading, at)) start('target', true);
    } else if (endsClause(reading, at)) start('object', false);
    else {
      const role = openedRole(reading, at, draft);
      if (role !== null) {
        start(role, true);
        draft.rebuilt = has(token, 'refresh') || has(token, 'write');
      } else if (has(token, 'system') && (draft.system !== null || draft.role === 'aside')) {
        start(roleOfNext(reading, at, draft), false);
        take(reading, at, token, draft);
      } else take(reading, at, token, draft);
    }
  }
  close();
  return phrases;
}

function open(role: Role, explicit: boolean): Draft {
  return {
    role,
    explicit,
    rebuilt: false,
    system: null,
    container: null,
    place: [],
    objects: [],
    words: [],
    evidence: [],
  };
}

/** "обновляй по inn MySQL partners": the verb of a merge is read already, and what stands behind its key is filled. */
function mergesInto(reading: Reading, at: number): boolean {
  const token = reading.tokens[at];
  if (textOf(token, 'write') !== 'merge' || token?.lower.endsWith(' по') !== true) return false;
  let next = at + 1;
  while (
    next < at + 5 &&
    (reading.claimed[next] === 1 || vague.test(reading.tokens[next]?.lower ?? ''))
  )
    next += 1;
  return is(reading, next, 'system');
}

/** The role a small word or a verb opens at this place, or null. */
function openedRole(reading: Reading, at: number, draft: Draft): Role | null {
  const token = free(reading, at);
  if (token === undefined || token.kind === 'name' || token.kind === 'path') return null;
  if (has(token, 'as') && (draft.role === 'target' || draft.objects.length > 0)) return 'alias';
  if (has(token, 'from')) return isAmbiguousWith(reading, at) ? null : 'source';
  if (has(token, 'to')) return opensTarget(reading, at) ? 'target' : null;
  if (has(token, 'in') || has(token, 'on')) return opensPlace(reading, at, draft);
  if (has(token, 'move')) return isThing(reading, at) ? null : 'object';
  if (has(token, 'refresh') || has(token, 'write'))
    return namesThing(reading, at + 1) ? 'target' : null;
  // "replace dw.orders with orders from Postgres": behind a rebuilt target, "with" names the thing.
  if (has(token, 'with') && draft.role === 'target' && draft.rebuilt) return 'object';
  return opensAside(reading, at, draft) ? 'aside' : null;
}

/** Behind "replace" and "refresh" stands a target only when it is written as one. */
function namesThing(reading: Reading, at: number): boolean {
  const next = skip(reading, at, 'determiner', 'container');
  const token = free(reading, next);
  return has(token, 'system') || token?.kind === 'name' || token?.kind === 'path';
}

/** "Postgres transfers", "schema backup", "the exports": a verb's form that stands where a name does. */
function isThing(reading: Reading, at: number): boolean {
  if (is(reading, at - 1, 'container')) return true;
  const plural = free(reading, at)?.lower.endsWith('s') === true;
  const relative = ['that', 'which', 'who'].includes(free(reading, at - 1)?.lower ?? '');
  return (
    plural && !relative && (is(reading, at - 1, 'system') || is(reading, at - 1, 'determiner'))
  );
}

/** "to ClickHouse and MySQL": a system joined to the last one stands on the same side. */
function roleOfNext(reading: Reading, at: number, draft: Draft): Role {
  const joined = is(reading, at - 1, 'and') || isMarkAt(reading, at - 1, ',', '&');
  if (draft.role === 'source' || (draft.role === 'target' && joined)) return draft.role;
  return 'object';
}

/** "for the finance team", "orders of our shop", "so that …": words beside the point. */
function opensAside(reading: Reading, at: number, draft: Draft): boolean {
  const token = free(reading, at);
  if (has(token, 'system') || draft.role === 'aside') return false;
  if (has(token, 'of')) return draft.words.length > 0;
  const relative = ['that', 'which', 'who'].includes(token?.lower ?? '');
  if (relative && is(reading, at + 1, 'is')) return true;
  return (['for', 'by', 'with', 'where', 'per', 'cmp'] as const).some((tag) => has(token, tag));
}

/** Russian "с" also means "with": it opens a source only before a system or a name. */
function isAmbiguousWith(reading: Reading, at: number): boolean {
  if (!is(reading, at, 'with')) return false;
  const next = free(reading, at + 1);
  return !(has(next, 'system') || next?.kind === 'name' || has(next, 'container'));
}

function opensTarget(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  const next = free(reading, at + 1);
  if (next === undefined) return false;
  // "на" and "в" are many things; "to run", "to be" are no targets.
  if (has(next, 'filler') && !has(next, 'determiner')) return false;
  return token !== undefined && next.kind !== 'number';
}

/** "tables in Postgres", "on ClickHouse", "s3://… via SFTP": in and on keep the role they stand in. */
function opensPlace(reading: Reading, at: number, draft: Draft): Role | null {
  const next = free(reading, is(reading, at + 1, 'determiner') ? at + 2 : at + 1);
  if (!has(next, 'system') && next?.kind !== 'path') return null;
  if (draft.role === 'object' && draft.system === null)
    return draft.explicit || draft.words.length > 0 || draft.objects.length > 0 ? null : 'source';
  return null;
}

function take(reading: Reading, at: number, token: Token, draft: Draft): void {
  const system = textOf(token, 'system');
  const container = textOf(token, 'container');
  if (system !== undefined && !token.quoted) {
    flushWords(reading, draft);
    draft.system = system;
    draft.evidence.push(evidenceOf(reading, at, at + 1));
  } else if (token.kind === 'path') {
    draft.system ??= systemOfPath(token.text);
    addObject(reading, draft, {
      kind: 'path',
      path: token.text,
      evidence: evidenceOf(reading, at, at + 1),
    });
  } else if (token.kind === 'name') addName(reading, at, token, draft);
  else if (container === 'schema' || container === 'database' || container === 'connection')
    takeContainer(reading, at, container, draft);
  else if (has(token, 'all')) addAll(reading, at, draft);
  else if (isNoun(reading, at, token) || (has(token, 'move') && isThing(reading, at))) {
    draft.words.push(at);
  } else if (token.kind === 'number' && at > 0 && draft.words.at(-1) === at - 1) {
    // "sales 2023": a number behind a noun belongs to its name.
    draft.words.push(at);
  } else if (!has(token, 'generic') && !has(token, 'determiner')) flushWords(reading, draft);
}

/** "schema crm" and "the bi database": the word beside it names the container. */
function takeContainer(
  reading: Reading,
  at: number,
  container: NonNullable<Phrase['container']>,
  draft: Draft,
): void {
  draft.container = container;
  const first = draft.words[0];
  if (first !== undefined) draft.evidence.push(evidenceOf(reading, first, at + 1));
  const before = draft.words.splice(0).map((index) => reading.tokens[index]?.lower ?? '');
  const last = draft.objects.at(-1);
  const word = reading.tokens[at]?.lower ?? '';
  const alone =
    last === undefined && free(reading, at + 1)?.kind !== 'name' && !isNounAt(reading, at + 1);
  if (before.length > 0) draft.place.push(...before);
  else if (container === 'connection' && alone) draft.place.push(word);
  else if (last?.kind === 'name' && last.evidence.end + 1 >= (reading.tokens[at]?.start ?? 0)) {
    draft.objects.pop();
    draft.place.push(last.name);
  }
}

function addName(reading: Reading, at: number, token: Token, draft: Draft): void {
  flushWords(reading, draft);
  if (is(reading, at - 1, 'container') && textOf(reading.tokens[at - 1], 'container') !== 'table') {
    draft.place.push(token.text);
    return;
  }
  const dot = token.quoted ? -1 : token.text.lastIndexOf('.');
  addObject(reading, draft, {
    kind: 'name',
    schema: dot < 0 ? null : token.text.slice(0, dot),
    name: token.text.slice(dot + 1),
    evidence: evidenceOf(reading, at, at + 1),
  });
}

function addAll(reading: Reading, at: number, draft: Draft): void {
  // "all orders" names orders; "all", "all tables" and "everything" name all of it.
  const next = free(reading, at + 1);
  if (isWanted(reading, at + 1)) return;
  const noun = next !== undefined && isNoun(reading, at + 1, next);
  const named =
    next?.kind === 'name' || (is(reading, at + 1, 'of') && !is(reading, at + 2, 'from'));
  if (!noun && !named)
    addObject(reading, draft, { kind: 'all', evidence: evidenceOf(reading, at, at + 1) });
}

/** "whatever is important", "всё нужное": what is wanted, and what that is nobody says. */
const vague =
  /^(?:important|relevant|necessary|needed|required|useful|interesting|worthwhile|essential|нужн\p{L}*|необходим\p{L}*|важн\p{L}*|полезн\p{L}*|интересн\p{L}*|что|чего|нему|ней|ним)$/u;
const wants =
  /^(?:need|needs|needed|want|wants|wanted|require|requires|use|uses|care|like|matters|matter|нужно|нужны|надо|требуется|понадобится|хотим|важно|интересно|пригодится)$/u;

/** "everything we need", "all the data that matters": all of something that is not named. */
function isWanted(reading: Reading, at: number): boolean {
  for (let ahead = 0; ahead < 6; ahead += 1) {
    const token = free(reading, at + ahead);
    if (token === undefined || token.kind === 'name') return false;
    if (vague.test(token.lower) || wants.test(token.lower)) return true;
    const isSmall =
      token.senses.length > 0 ||
      isMarkAt(reading, at + ahead, ',') ||
      /^(?:we|you|i|they|he|she|one|people|who|что|чего|нам|им|мне|ему|ей|мы|из|того)$/u.test(
        token.lower,
      );
    const isEnd = (['from', 'to', 'system', 'move'] as const).some((tag) => has(token, tag));
    if (!isSmall || isEnd || endsClause(reading, at + ahead)) return false;
  }
  return false;
}

/** More things than anyone names in words; each is looked up in the whole catalog. */
export const maxObjects = 200;

function addObject(reading: Reading, draft: Draft, object: ObjectMention): void {
  flushWords(reading, draft);
  pushObject(draft, object);
}

function pushObject(draft: Draft, object: ObjectMention): void {
  if (draft.objects.length >= maxObjects) return;
  draft.objects.push(object);
  draft.evidence.push(object.evidence);
}

/** Collected nouns become one mention: "customer orders". */
function flushWords(reading: Reading, draft: Draft): void {
  const first = draft.words[0];
  const last = draft.words.at(-1);
  if (first === undefined || last === undefined) return;
  const words = draft.words.map((index) =>
    fold(reading.tokens[index]?.text ?? '').replace(/'s$/u, ''),
  );
  const evidence = evidenceOf(reading, first, last + 1);
  draft.words = [];
  // "the CSV from our bucket": a place without a name.
  const isKind =
    /^(?:bucket|folder|directory|share|drive|inbox|server|zone|document|doc|spreadsheet|workbook|worksheet)$/u.test(
      words.at(-1) ?? '',
    );
  if (isKind && (words.length === 1 || draft.objects.length > 0)) return;
  if (
    is(reading, first - 1, 'container') &&
    ['schema', 'database', 'connection'].includes(
      textOf(reading.tokens[first - 1], 'container') ?? '',
    )
  ) {
    draft.place.push(...words);
    draft.evidence.push(evidence);
    return;
  }
  pushObject(draft, { kind: 'words', words, evidence });
}

function isNounAt(reading: Reading, at: number): boolean {
  const token = free(reading, at);
  return token !== undefined && isNoun(reading, at, token);
}

/** A word that can name a thing: unknown to the grammar, or known as a state, unit or month too. */
export function isNoun(reading: Reading, at: number, token: Token): boolean {
  if (token.kind !== 'word' || token.quoted || vague.test(token.lower)) return false;
  // "чтобы данные появлялись в Postgres": what something does is no thing.
  if (
    /\p{Script=Cyrillic}(?:лись|лся|лась|лось|ться|ются|ится|ется|утся|ятся|атся)$/u.test(
      token.lower,
    )
  )
    return false;
  const isInfinitive = /\p{Script=Cyrillic}{3,}(?:ать|ять|ить|еть)$/u.test(token.lower);
  if (isInfinitive && !/^(?:память|печать|кровать|треть)$/u.test(token.lower)) return false;
  if (token.senses.length === 0) return !/^[\d$-]+$/u.test(token.lower);
  if (
    has(token, 'move') ||
    has(token, 'generic') ||
    has(token, 'container') ||
    has(token, 'filler')
  )
    return false;
  if (has(token, 'state') || has(token, 'zone') || has(token, 'channel')) return true;
  const noun =
    has(token, 'unit') || has(token, 'month') || has(token, 'outcome') || has(token, 'retry');
  const counted = reading.tokens[at - 1]?.kind === 'number';
  return noun && !counted && reading.claimed[at - 1] !== 1;
}
