import { readFileSync } from 'node:fs';

/*
 * A debug adapter for tests, in place of those that are not to be had here: it serves stretches of memory from files and answers
 * about expressions what it was told at launch. It knows no more than that: no program runs.
 */

/** The arguments of `launch`. */
export interface Launch {
  /** What `evaluate` replies to each expression; it fails on every other. */
  readonly values: Readonly<Record<string, object>>;
  /** The children of each reference; or how many numbers there are, each a quarter more than the one before. */
  readonly children: Readonly<Record<number, readonly object[] | { readonly count: number }>>;
  /** Whether it heeds `start` and `count` of the `variables` request. */
  readonly pages: boolean;
  readonly memory: readonly { readonly address: string; readonly file: string }[];
}

interface Request {
  readonly seq: number;
  readonly command: string;
  readonly arguments?: object;
}

let launched: Launch = { values: {}, children: {}, pages: true, memory: [] };
let stretches: readonly { readonly address: bigint; readonly bytes: Buffer }[] = [];
let received: Buffer = Buffer.alloc(0);
let seq = 1;

process.stdin.on('data', (bytes: Buffer) => {
  received = Buffer.concat([received, bytes]);
  for (;;) {
    const head = received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(received.toString('latin1', 0, head))?.[1]);
    if (received.length < head + 4 + length) return;
    const request = JSON.parse(received.toString('utf8', head + 4, head + 4 + length)) as Request;
    received = received.subarray(head + 4 + length);
    answer(request);
  }
});

function answer(request: Request): void {
  const given: unknown = request.arguments ?? {};
  switch (request.command) {
    case 'launch':
      launched = { ...launched, ...(given as Partial<Launch>) };
      stretches = launched.memory.map(({ address, file }) => ({ address: BigInt(address), bytes: readFileSync(file) }));
      send({ type: 'event', event: 'initialized' });
      break;
    case 'configurationDone':
      send({ type: 'event', event: 'stopped', body: { reason: 'breakpoint', threadId: 1 } });
      break;
    case 'stackTrace':
      reply(request, { stackFrames: [{ id: 1, name: 'main', line: 1, column: 1 }] });
      return;
    case 'evaluate':
      reply(request, launched.values[(given as { readonly expression: string }).expression]);
      return;
    case 'variables':
      reply(request, { variables: childrenOf(given as Page) });
      return;
    case 'readMemory':
      reply(request, memoryAt(given as Stretch));
      return;
  }
  reply(request, {});
}

interface Page {
  readonly variablesReference: number;
  readonly start?: number;
  readonly count?: number;
}

function childrenOf({ variablesReference, ...page }: Page): readonly object[] {
  const listed = launched.children[variablesReference] ?? [];
  const total = 'count' in listed ? listed.count : listed.length;
  const start = launched.pages ? (page.start ?? 0) : 0;
  const end = launched.pages ? Math.min(total, start + (page.count ?? total)) : total;
  if (!('count' in listed)) return listed.slice(start, end);
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => numberAt(start + index));
}

function numberAt(index: number): object {
  return { name: `[${index}]`, value: `${index / 4}`, type: 'float', variablesReference: 0 };
}

interface Stretch {
  readonly memoryReference: string;
  readonly offset?: number;
  readonly count: number;
}

function memoryAt({ memoryReference, offset = 0, count }: Stretch): object {
  const from = BigInt(memoryReference) + BigInt(offset);
  const address = `0x${from.toString(16)}`;
  const stretch = stretches.find(({ address: at, bytes }) => from >= at && from < at + BigInt(bytes.length));
  if (stretch === undefined) return { address, unreadableBytes: count };
  const start = Number(from - stretch.address);
  const bytes = stretch.bytes.subarray(start, start + count);
  return { address, data: bytes.toString('base64'), unreadableBytes: count - bytes.length };
}

/** Without a body, as an adapter that could not do it. */
function reply({ seq: asked, command }: Request, body?: object): void {
  const failure = body === undefined && { message: '-var-create: unable to create variable object' };
  send({ type: 'response', request_seq: asked, command, success: body !== undefined, body, ...failure });
}

function send(message: object): void {
  const text = Buffer.from(JSON.stringify({ seq: seq++, ...message }));
  process.stdout.write(`Content-Length: ${text.length}\r\n\r\n`);
  process.stdout.write(text);
}
