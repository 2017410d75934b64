import { textChunks } from './follow-stream.ts';

/** One value for each line of an answer (application/x-ndjson), read as it comes. */
export async function* jsonLines<Value>(
  response: Response,
): AsyncGenerator<Value, void, undefined> {
  let rest = '';
  for await (const chunk of textChunks(response)) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield parse<Value>(line);
  }
  if (rest !== '') yield parse<Value>(rest);
}

// As in readJson: the document says what a line holds, and the server's tests hold it to that.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
function parse<Value>(line: string): Value {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return JSON.parse(line) as Value;
}
