import type { ReadAnswer } from './model-use.ts';

/** The JSON object of an answer; models that are held to no format put fences or words around it. */
export function parseAnswer(text: string): ReadAnswer<object> {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return { ok: false, problems: ['it is no JSON object'] };
  try {
    const value: unknown = JSON.parse(text.slice(start, end + 1));
    if (typeof value === 'object' && value !== null) return { ok: true, value };
    return { ok: false, problems: ['it is no JSON object'] };
  } catch {
    return { ok: false, problems: ['it is no JSON that can be read'] };
  }
}
