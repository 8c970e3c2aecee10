import { describe, expect, it } from '@jest/globals';
import { EventStream } from './event-stream.js';

describe('EventStream', () => {
  it('SU-7 writes what EventSource reads', () => {
    const stream = new EventStream(3_000);
    stream.send('mark', 'abc');
    stream.beat();
    expect(String(stream.readable.read())).toBe('retry: 3000\n\nevent: mark\ndata: abc\n\n: \n\n');
  });

  it('SU-7 cuts who does not read, before much waits for them', async () => {
    const stream = new EventStream(3_000);
    const closed = new Promise<void>((done) => stream.onClose(done));
    let sent = 0;
    while (!stream.isOver && sent < 10_000) {
      stream.send('changed', 'now');
      sent += 1;
    }
    await closed;
    expect(stream.isOver).toBe(true);
    expect(sent).toBeLessThan(1_000);
  });

  it('says nothing after its end, and tells who asks late that it is over', async () => {
    const stream = new EventStream(3_000);
    stream.end();
    stream.send('changed', 'now');
    stream.end();
    stream.readable.resume();
    await new Promise<void>((done) => stream.onClose(done));
    await new Promise<void>((done) => stream.onClose(done));
    expect(stream.isOver).toBe(true);
  });
});
