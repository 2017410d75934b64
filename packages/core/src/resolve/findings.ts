import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/registry.ts';

/** Where a pass writes what it finds. */
export class Findings {
  readonly all: Diagnostic[] = [];

  add(code: DiagnosticCode, path: string, message: string, hint?: string): void {
    this.all.push(diagnostic(code, path, message, hint));
  }
}

const sections = ['name', 'params', 'sources', 'steps', 'targets', 'checks', 'schedule', 'policy'];

/** In the order in which a reader meets the places in the spec; ties keep their order. */
export function inSpecOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => {
    const [left, right] = [place(a.path), place(b.path)];
    return left.section - right.section || left.index - right.index;
  });
}

function place(path: string): { readonly section: number; readonly index: number } {
  const [section = '', index = '0'] = path.split('.');
  const known = sections.indexOf(section);
  return { section: known < 0 ? sections.length : known, index: Number(index) || 0 };
}
