import { diagnostic, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostics/registry.ts';
import type { Expression } from '../../expression/ast.ts';
import { parseExpression } from '../../expression/parse-expression.ts';
import type { Catalog } from '../../types/catalog.ts';
import type { Query } from '../query.ts';

/** What is known while a draft is read, block after block, and what was found wrong in one. */
export class DraftReading {
  readonly catalog: Pick<Catalog, 'defaultSchema' | 'tables'>;
  /** Queries of `with` that have been read, and are right. */
  readonly named = new Map<string, Query>();
  readonly used = new Set<string>();
  diagnostics: Diagnostic[] = [];
  #path = '';

  constructor(catalog: Pick<Catalog, 'defaultSchema' | 'tables'>) {
    this.catalog = catalog;
  }

  /** From here on, findings are about the block at this path. */
  begin(path: string): void {
    this.#path = path;
    this.diagnostics = [];
  }

  /** A query of `with`, noted as used. */
  use(name: string): Query | undefined {
    const query = this.named.get(name);
    if (query !== undefined) this.used.add(name);
    return query;
  }

  report(code: DiagnosticCode, at: string, message: string, hint?: string): void {
    this.diagnostics.push(diagnostic(code, `${this.#path}.${at}`, message, hint));
  }

  /** The expression of a text; what cannot be read is reported, and stands as NULL. */
  parse(text: string, at: string): Expression {
    const parsed = parseExpression(text);
    if (parsed.ok) return parsed.expression;
    const { message, hint, position } = parsed.error;
    this.report('EXPRESSION_SYNTAX', at, `${message} (at character ${position + 1})`, hint);
    return { kind: 'literal', type: 'null', value: null };
  }
}
