/**
 * An error as ClickHouse words it, with its numeric code. It lives inside the endpoint and goes
 * over the wire to ClickHouse clients, so the codes are ClickHouse's, not our registry's.
 */
export class ClickHouseError extends Error {
  override readonly name = 'ClickHouseError';
  readonly clickhouseCode: number;

  constructor(clickhouseCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.clickhouseCode = clickhouseCode;
  }
}

const BAD_REQUEST = [
  6, 7, 15, 16, 19, 26, 27, 36, 38, 41, 42, 43, 44, 53, 62, 69, 70, 72, 76, 117, 131, 162, 167,
  168, 169, 287, 377, 378, 386, 427, 441, 456, 457, 675, 676,
]; // prettier-ignore
const NOT_FOUND = [46, 47, 50, 56, 60, 63, 73, 78, 81, 113, 115, 152, 511];

/** HTTP status ClickHouse's interface uses for an exception code. */
export function httpStatusOf(clickhouseCode: number): number {
  if (BAD_REQUEST.includes(clickhouseCode)) return 400;
  if (NOT_FOUND.includes(clickhouseCode)) return 404;
  switch (clickhouseCode) {
    case 194:
      return 401;
    case 192:
    case 193:
    case 516:
      return 403;
    case 159:
      return 408;
    case 381:
      return 411;
    case 223:
      return 413;
    case 48:
      return 501;
    case 209:
    case 439:
      return 503;
    default:
      return 500;
  }
}

/** Turns what the engine threw into code and text; an unknown text becomes code 1002. */
export function readEngineError(error: unknown): ClickHouseError {
  if (error instanceof ClickHouseError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = /Code: (\d+)\./.exec(text)?.[1];
  return new ClickHouseError(code === undefined ? 1002 : Number(code), text, { cause: error });
}

/** The body ClickHouse sends for an exception. */
export function printError(error: ClickHouseError, version: string): string {
  // The client half of the engine wraps what the server half said: "Code: 27. ...: Code: 27. ...".
  const text = error.message.trimEnd().replace(/^Code: \d+\. DB::Exception: (?=Code: \d+\. )/, '');
  const withCode = text.startsWith('Code: ')
    ? text
    : `Code: ${error.clickhouseCode}. DB::Exception: ${text}`;
  return withCode.includes('(version ') ? `${withCode}\n` : `${withCode} (version ${version})\n`;
}
