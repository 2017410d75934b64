import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './event-stream.ts';

const text =
  '\uFEFF: hello\r\nretry: 1500\r\n\r\nid: 1\nevent: run\ndata: {"a":1}\n\n' +
  'data: one\r\ndata:two\r\rid\ndata\n\nevent: lost\n\nid: x\0y\nid: 9\ndata:  spaced: yes\n\ndata: cut';

const expected = [
  { id: '1', event: 'run', data: '{"a":1}' },
  { id: '1', event: 'message', data: 'one\ntwo' },
  { id: '', event: 'message', data: '' },
  { id: '9', event: 'message', data: ' spaced: yes' },
];

describe('text/event-stream', () => {
  it('is read with every line ending, comments, and a message that is not finished left out', () => {
    const parser = new EventStreamParser();
    expect(parser.push(text)).toEqual(expected);
    expect(parser.retryMs).toBe(1500);
  });

  it('is the same however the chunks were cut', () => {
    for (let size = 1; size < 9; size++) {
      const parser = new EventStreamParser();
      const messages = [];
      for (let at = 0; at < text.length; at += size) {
        messages.push(...parser.push(text.slice(at, at + size)));
      }
      expect(messages).toEqual(expected);
    }
  });
});
