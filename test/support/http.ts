import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A handler on a free port of this machine. */
export interface Served {
  /** Address of the graph. */
  readonly url: string;
  /** Ends every connection and the server. */
  stop(): Promise<void>;
}

/** Serves requests with a handler until it is stopped. */
export async function serve(handler: RequestListener): Promise<Served> {
  const server = createServer(handler);
  // Client and server are one process: what it works out between two requests must not cost them their connection.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
