/** Text from elsewhere, fit for one line of a terminal: a control character could move the cursor or worse. */
export function safeText(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g,
    (one) => {
      switch (one) {
        case '\n':
          return '\\n';
        case '\r':
          return '\\r';
        case '\t':
          return '\\t';
        default:
          return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
      }
    },
  );
}

/** The same for a text of several lines: code, a message. */
export function safeLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => safeText(line.replaceAll('\t', '    ')))
    .join('\n');
}
