import { createServer } from 'node:http';
import { close, findFreePort, listen } from './listen';
import { isOwnHost } from './own-host';

describe('listen', () => {
  test('returns the port it got', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    expect(port).toBeGreaterThan(0);
    await close(server);
  });

  test('a taken port is named with the setting to change', async () => {
    const [first, second] = [createServer(), createServer()];
    const port = await listen(first, 0);
    await expect(listen(second, port, '127.0.0.1', 'OIDC_PORT')).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `Port ${port} is in use; set OIDC_PORT to another one.`,
    });
    await close(first);
    // Control: the very same server gets it once it is free.
    expect(await listen(second, port)).toBe(port);
    await close(second);
  });

  test('an address of another machine is no fault of ours', async () => {
    await expect(listen(createServer(), 0, '192.0.2.1')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('a free port can be opened', async () => {
    const server = createServer();
    const port = await findFreePort();
    expect(await listen(server, port)).toBe(port);
    await close(server);
  });
});

test.each([
  ['localhost:4000', true],
  ['127.0.0.1:4000', true],
  ['[::1]:4000', true],
  ['issuer:4001', true],
  ['berdaya.example.go.id', true],
  ['attacker.example.com:4000', false],
  ['127.0.0.1.example.com', false],
  ['', false],
  [undefined, false],
])('the Host %s is ours: %s', (host, own) => {
  expect(isOwnHost(host, 'berdaya.example.go.id')).toBe(own);
});
