import type { Server as HttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { CodedError, systemCodeOf } from '../../shared/errors';

/**
 * Opens a server's port and returns the one it got (`port` 0 means any free one).
 * @param setting the name of the setting a person changes when the port is taken
 * @throws CodedError PORT_TAKEN; CONFIG_INVALID when the port is reserved for root or the address is not of this machine
 */
export async function listen(server: Server, port: number, host = '127.0.0.1', setting = 'PORT'): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => reject(listenError(error, port, host, setting));
    server.once('error', fail);
    server.listen({ port, host }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Closes a server and what is still connected to it. */
export async function close(server: HttpServer): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

/** A port of the loopback interface that nobody uses at the moment; someone may take it before the caller does. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listenError(error: Error, port: number, host: string, setting: string): Error {
  switch (systemCodeOf(error)) {
    case 'EADDRINUSE':
      return new CodedError('PORT_TAKEN', { port, setting });
    case 'EACCES':
      return new CodedError('CONFIG_INVALID', { name: setting, reason: `port ${port} may be opened by root only` });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CodedError('CONFIG_INVALID', { name: 'HOST', reason: `${host} is no address of this machine` });
    default:
      return error;
  }
}
