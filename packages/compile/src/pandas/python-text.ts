/** A Python string literal. JSON's escapes are Python's; lone surrogates stay escaped. */
export function pythonText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\x7f');
}
