import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { openEventStream } from './event-stream';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** An answer that goes nowhere. */
const answer = () => new ServerResponse(new IncomingMessage(new Socket()));
const TIMES = { keepAliveMs: 15_000, sendMs: 60_000 };

describe('the comments that keep a connection', () => {
  test('end with the reader', () => {
    const response = answer();
    openEventStream(response, TIMES);
    expect(jest.getTimerCount()).toBe(1);
    response.destroy();
    response.emit('close');
    expect(jest.getTimerCount()).toBe(0);
  });

  test.each([
    ['left', (response: ServerResponse) => response.destroy()],
    ['was answered', (response: ServerResponse) => response.end()],
  ])('are not begun for one that %s during the first look', (_, leave) => {
    const response = answer();
    leave(response);
    response.emit('close');
    openEventStream(response, TIMES);
    expect(jest.getTimerCount()).toBe(0);
  });
});
