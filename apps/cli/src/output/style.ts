/** The few ways that text is set off; without colours it stays as it is. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
}

export function styleFor(colours: boolean): Style {
  const code = (open: number, close: number) => (text: string) =>
    colours ? `\u001B[${open}m${text}\u001B[${close}m` : text;
  return {
    bold: code(1, 22),
    dim: code(2, 22),
    good: code(32, 39),
    bad: code(31, 39),
    warn: code(33, 39),
  };
}

/** A status in its colour. */
export function colourStatus(style: Style, status: string): string {
  if (['success', 'ready', 'passed', 'ok'].includes(status)) return style.good(status);
  if (['failed', 'cancelled', 'error'].includes(status)) return style.bad(status);
  return ['needs_clarification', 'retrying', 'cancelling', 'untested', 'paused'].includes(status)
    ? style.warn(status)
    : status;
}
