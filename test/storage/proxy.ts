import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';

/** A request that was stopped on its way to the server; from then on nothing passes on this connection by itself. */
export interface Stopped {
  readonly request: Buffer;
  /** Sends the request on, or the first bytes of it and then no more; the server is done once the answer is there. */
  pass(bytes?: number): void;
  /** What the server answers, up to where it is ready for the next request. The client does not get it. */
  answer(): Promise<Buffer>;
  /** Sends bytes to the client and hangs up behind them. */
  reply(bytes: Buffer): void;
  /** Hangs up on both sides: to the client at once, to the server behind what was passed. */
  cut(): void;
}

/** A network between a pool and its PostgreSQL server that can be disturbed request by request. */
export interface TestProxy {
  /** The URL it stands in for, with its own address. */
  readonly url: string;
  /** Stops the next request that has a word in it. */
  stop(word: string): Promise<Stopped>;
  /** From now on new connections are taken and then nothing is said on them, or no longer. */
  setMute(isMute: boolean): void;
  close(): Promise<void>;
}

/** Starts a proxy, which listens on this machine only. It reads the protocol no further than where messages end. */
export async function startProxy(url: string): Promise<TestProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let wanted: { readonly word: string; readonly found: (stopped: Stopped) => void } | null = null;
  let isMute = false;

  function keep(socket: Socket): Socket {
    sockets.add(socket);
    // A connection that breaks is what this is for.
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  }

  function join(client: Socket): void {
    if (isMute) return;
    const server = keep(dial(Number(target.port || 5432), target.hostname));
    let request = Buffer.alloc(0);
    let isStarted = false;
    let answered: ((bytes: Buffer) => void) | null = null;

    client.on('data', (bytes: Buffer) => {
      request = Buffer.concat([request, bytes]);
      const ends = endsIn(request, isStarted);
      if (ends === 0) return;
      isStarted = true;
      const whole = request.subarray(0, ends);
      request = request.subarray(ends);
      if (wanted === null || !whole.includes(wanted.word)) {
        server.write(whole);
        return;
      }
      const { found } = wanted;
      wanted = null;
      let answer = Buffer.alloc(0);
      const isAnswered = new Promise<Buffer>((resolve) => {
        answered = (part) => {
          answer = Buffer.concat([answer, part]);
          if (isReady(answer)) resolve(answer);
        };
      });
      found({
        request: whole,
        pass: (count) => void server.write(whole.subarray(0, count)),
        answer: () => isAnswered,
        reply: (part) => void client.end(part),
        cut() {
          client.destroy();
          server.end();
        },
      });
    });
    server.on('data', (bytes: Buffer) => (answered === null ? client.write(bytes) : answered(bytes)));
    client.on('close', () => answered === null && server.end());
    server.on('close', () => answered === null && client.end());
  }

  const listener = createServer((client) => join(keep(client)));
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no address.');
  target.searchParams.delete('host');
  const own = new URL(target);
  own.hostname = '127.0.0.1';
  own.port = String(address.port);

  return {
    url: own.href,
    stop: (word) =>
      new Promise((found) => {
        wanted = { word, found };
      }),
    setMute(next) {
      isMute = next;
    },
    async close() {
      listener.close();
      for (const socket of sockets) socket.destroy();
      await once(listener, 'close');
    },
  };
}

/** The messages in these bytes, each as its letter and where it ends. The first of a client has no letter. */
function* messagesIn(bytes: Buffer, isStarted: boolean): Generator<readonly [letter: string, end: number]> {
  for (let start = 0, hasLetter = isStarted; start + 5 <= bytes.length; hasLetter = true) {
    const place = hasLetter ? start + 1 : start;
    const end = place + bytes.readInt32BE(place);
    if (end > bytes.length) return;
    yield [hasLetter ? String.fromCharCode(bytes[start] ?? 0) : '', end];
    start = end;
  }
}

/** Where the last request ends that is there whole: a statement goes as several messages, of which Sync is the last. */
function endsIn(bytes: Buffer, isStarted: boolean): number {
  let whole = 0;
  for (const [letter, end] of messagesIn(bytes, isStarted)) if (!'PBDEC'.includes(letter) || letter === '') whole = end;
  return whole;
}

function isReady(answer: Buffer): boolean {
  return [...messagesIn(answer, true)].some(([letter]) => letter === 'Z');
}
