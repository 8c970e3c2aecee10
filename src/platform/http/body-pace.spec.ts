import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { expectBody, expectLongBody } from './body-pace.js';
import type { Request } from './request.js';

let closedAt: number | null;

/** A request whose client has sent its head. */
function arriving(headers: Readonly<Record<string, string>>) {
  const since = Date.now();
  closedAt = null;
  const socket = {
    bytesRead: 500,
    bytesWritten: 0,
    destroyed: false,
    setTimeout: jest.fn(),
    write: jest.fn(),
    destroySoon: () => {
      closedAt = Date.now() - since;
      socket.destroyed = true;
    },
  };
  const raw = Object.assign(new PassThrough(), { headers, socket, complete: false });
  return { raw, socket, request: { raw } as unknown as Request };
}

const file = { 'content-length': '1000000000' };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('C8 the pace of a body', () => {
  it.each([file, { 'transfer-encoding': 'chunked' }])('C8 gives %j 18 s, and answers 408', (headers) => {
    const { request, socket } = arriving(headers);
    expectBody(request);
    jest.advanceTimersByTime(60_000);
    expect(closedAt).toBe(18_000);
    expect(socket.write).toHaveBeenCalledWith(expect.stringMatching(/^HTTP\/1\.1 408 /));
  });

  it.each(['end', 'close'])('has nothing to say after its %s, or where there is none', (end) => {
    const [{ request, raw }, empty] = [arriving(file), arriving({ 'content-length': '0' })];
    expectBody(request);
    expectBody(empty.request);
    raw.emit(end);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('DL-6 C8 lets a file arrive for hours, and closes it once it stands still', () => {
    const { request, socket } = arriving(file);
    expectBody(request);
    expectLongBody(request);
    // Nor does the connection end while the file is looked at, and nothing moves.
    expect(socket.setTimeout).toHaveBeenCalledWith(0);
    for (let round = 0; round < 1_000; round += 1) {
      socket.bytesRead += 65_536;
      jest.advanceTimersByTime(10_000);
    }
    expect(closedAt).toBeNull();
    socket.bytesRead += 65_535;
    jest.advanceTimersByTime(10_000);
    expect(closedAt).toBe(10_010_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('C8 answers nothing into an answer, and leaves alone what is there or gone', () => {
    const [half, whole, gone] = [arriving(file), arriving(file), arriving(file)];
    half.socket.bytesWritten = 15;
    whole.raw.complete = true;
    gone.socket.destroyed = true;
    const ended = jest.fn();
    for (const { request, socket } of [half, whole, gone]) {
      socket.destroySoon = () => ended(socket);
      expectBody(request);
    }
    jest.advanceTimersByTime(60_000);
    expect(ended.mock.calls).toEqual([[half.socket]]);
    for (const { socket } of [half, whole, gone]) expect(socket.write).not.toHaveBeenCalled();
  });

  it('C8 keeps no second watch over a body that is there already', () => {
    const { request, raw } = arriving(file);
    expectBody(request);
    raw.complete = true;
    expectLongBody(request);
    expect(jest.getTimerCount()).toBe(1);
    raw.emit('end');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('C8 does not blame the client for bytes that wait for the portal', () => {
    const { request, raw } = arriving(file);
    expectBody(request);
    expectLongBody(request);
    raw.write('waiting');
    jest.advanceTimersByTime(60_000);
    expect(closedAt).toBeNull();
    raw.emit('close');
  });
});
