import type { DialectName, PipelineSpec } from '@ai-etl/core';

/** SQL that answers a question on one connection, and how the question was read when it was approved. */
export interface ApprovedSql {
  readonly kind: 'sql';
  readonly connectionId: string;
  readonly dialect: DialectName;
  readonly sql: string;
  /** RFC 3339: relative dates of the question were counted from here. */
  readonly askedAt: string;
  /** IANA zone. */
  readonly timezone: string;
  /** Rows listed when the words set no limit. */
  readonly listLimit: number;
}

/** A pipeline that a sentence means. */
export interface ApprovedSpec {
  readonly kind: 'spec';
  readonly spec: PipelineSpec;
}

export interface NewVerifiedQuestion {
  readonly projectId: string;
  readonly question: string;
  readonly description: string;
  readonly answer: ApprovedSql | ApprovedSpec;
  readonly createdBy: string;
}

export interface VerifiedQuestion extends Omit<NewVerifiedQuestion, 'createdBy'> {
  readonly id: string;
  readonly createdBy: string | null;
  readonly createdAt: string;
}

export interface VerifiedQuestionFilter {
  readonly projectId?: string;
  readonly connectionId?: string;
  readonly kind?: 'sql' | 'spec';
  /** Part of the question, whatever its case. */
  readonly search?: string;
}

/** Questions with equal words are the same: case, spaces and punctuation around words do not count, signs do. */
export function wordsOfQuestion(question: string): string {
  return question
    .normalize('NFC')
    .toLowerCase()
    .split(/\s+/u)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}\p{S}!%-]+|[^\p{L}\p{N}\p{S}%]+$/gu, ''))
    .filter((word) => word !== '')
    .join(' ');
}
