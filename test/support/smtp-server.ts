import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A mail as a server got it. */
export interface ReceivedMail {
  readonly to: string;
  readonly id: string;
  /** Headers and body, decoded. */
  readonly text: string;
}

/** An SMTP server of this machine that keeps what it gets. */
export interface SmtpServer extends AsyncDisposable {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** What the server does with the next mail: refuse it, or take it and end the connection before it says so. */
  next: 'TAKE' | 'REFUSE' | 'DIE';
}

/** As much of RFC 5321 as a client needs that sends one mail. */
export async function openSmtpServer(): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const state: { next: SmtpServer['next'] } = { next: 'TAKE' };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let [rest, to, data] = ['', '', undefined as string | undefined];
    const say = (line: string) => socket.write(`${line}\r\n`);
    const end = (): void => {
      const how = state.next;
      state.next = 'TAKE';
      if (how !== 'REFUSE') mails.push(read(to, data ?? ''));
      data = undefined;
      if (how === 'DIE') socket.destroy();
      else say(how === 'REFUSE' ? '451 try again' : '250 taken');
    };
    const take = (line: string): void => {
      if (data !== undefined) {
        if (line === '.') end();
        else data += `${line}\n`;
        return;
      }
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'RCPT') to = /<(.*)>/.exec(line)?.[1] ?? '';
      if (verb === 'DATA') data = '';
      say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok');
    };
    say('220 here');
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    get next() {
      return state.next;
    },
    set next(next) {
      state.next = next;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function read(to: string, raw: string): ReceivedMail {
  // Long headers are folded.
  const id = /^message-id: *<(.*)>$/im.exec(raw.replace(/\n[ \t]+/g, ' '))?.[1] ?? '';
  const text = raw
    .replace(/=\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return { to, id, text };
}
