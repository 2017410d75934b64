/** How the process ends; docs/guides/cli.md has the same table. */
export const exitCodes = {
  ok: 0,
  /** The run failed or was cancelled; a test failed; trouble of our own. */
  failed: 1,
  /** Wrong arguments. */
  usage: 2,
  /** Not logged in, or not allowed. */
  notAllowed: 3,
  /** No such pipeline, run, connection or table. */
  notFound: 4,
  /** The server refused the request: it is not valid, or conflicts with something. */
  refused: 5,
  /** No answer, too many requests, or trouble on the server's side: later it may work. */
  unavailable: 6,
  /** The sentence leaves questions open. */
  questions: 7,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
