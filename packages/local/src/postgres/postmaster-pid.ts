/** What a server writes into postmaster.pid. */
export interface PostmasterFile {
  readonly pid: number;
  readonly dataDirectory: string;
  readonly port: number;
  /** True once the server says it accepts connections. */
  readonly ready: boolean;
}

/** Reads the text of postmaster.pid; undefined when it is too short to be one. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, dataDirectory, , port] = lines;
  if (pid === undefined || dataDirectory === undefined || port === undefined) return undefined;
  const parsed = { pid: Number(pid), port: Number(port) };
  if (!Number.isInteger(parsed.pid) || !Number.isInteger(parsed.port)) return undefined;
  if (parsed.pid <= 1 || parsed.port <= 0 || dataDirectory === '') return undefined;
  return { ...parsed, dataDirectory, ready: lines[7] === 'ready' };
}
