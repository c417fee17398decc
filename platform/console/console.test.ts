import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ERROR_CODES, CodedError } from '../../shared/errors';
import { PROJECT_ROOT } from '../demo/project';
import { describeFailure } from './exit';
import { createProgress } from './progress';

const run = promisify(execFile);

function recorder(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 30, written, write: (text: string) => written.push(text) };
}

describe('progress', () => {
  test('a step of less than a second says nothing and returns its result', async () => {
    const output = recorder(false);
    expect(await createProgress(output).step('Reading', async () => 7)).toBe(7);
    expect(output.written).toEqual([]);
  });

  test('a longer one shows how far it is, in lines without a terminal', async () => {
    const output = recorder(false);
    await createProgress(output).step('Loading persons', async (report) => {
      report(1, 3);
      await sleep(1_100);
    });
    expect(output.written).toEqual([
      'Loading persons 33% ...\n',
      expect.stringMatching(/^Loading persons: done after 1\.\d s\n$/),
    ]);
  });

  test('on a terminal it draws over one line that never wraps', async () => {
    const output = recorder(true);
    const failure = createProgress(output).step('Loading persons of the whole country', async (report) => {
      report('12,000 rows');
      await sleep(1_250);
      throw new CodedError('FILE_EMPTY');
    });
    await expect(failure).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    const frames = output.written.slice(0, -1);
    expect(frames.length).toBeGreaterThanOrEqual(2);
    expect(new Set(frames).size).toBe(frames.length);
    for (const frame of frames) {
      expect(frame.startsWith('\r\x1b[K')).toBe(true);
      expect(frame.length - 4).toBeLessThanOrEqual(30);
    }
    const [end = '', before = ''] = [output.written.at(-1)?.slice(4), output.written.at(-1)?.slice(0, 4)];
    expect(before).toBe('\r\x1b[K');
    expect(end).toMatch(/^Loading persons of the whole country: failed after 1\.\d s\n$/);
  });
});

describe('failures of a program', () => {
  test('a known one is a line', () => {
    expect(describeFailure(new CodedError('PORT_TAKEN', { port: 4000, setting: 'PORT' }))).toBe(
      'error PORT_TAKEN: Port 4000 is in use; set PORT to another one.',
    );
  });

  test('an unexpected one brings its stack', () => {
    expect(describeFailure(new RangeError('boom'))).toMatch(/^error: an unexpected failure\nRangeError: boom\n +at /);
  });
});

describe('the guard against an old Node', () => {
  const guard = `${PROJECT_ROOT}/tools/require-node.cjs`;
  const pretend = (version: string) =>
    run(process.execPath, [
      '-e',
      `Object.defineProperty(process.versions, 'node', { value: '${version}' }); require(${JSON.stringify(guard)})`,
    ]);

  test.each(['16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.11.0'])('refuses Node %s in one line', async (version) => {
    await expect(pretend(version)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: `error NODE_VERSION: ${ERROR_CODES.NODE_VERSION.replace('{found}', version).replace('{needed}', '20.19, 22.12')}\n`,
    });
  });

  test.each(['20.19.0', '22.12.0', '24.0.0'])('lets Node %s pass', async (version) => {
    expect(await pretend(version)).toEqual({ stdout: '', stderr: '' });
  });
});
