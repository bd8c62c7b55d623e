import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

interface Message {
  readonly seq: number;
  readonly type: 'request' | 'response' | 'event';
  readonly command?: string;
  readonly event?: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** An answer of an adapter, with the size of the message that it came in. */
export interface Reply {
  readonly success: boolean;
  readonly message: string;
  readonly body: unknown;
  readonly sizeBytes: number;
}

/**
 * The Debug Adapter Protocol over the standard streams of an adapter: `Content-Length: N`, an empty line, N bytes of JSON.
 * Events are emitted by their name.
 */
export class DapConnection extends EventEmitter {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private seq = 1;
  private received: Buffer = Buffer.alloc(0);
  /** Events that came before somebody waited for them. */
  private readonly early: { readonly name: string; readonly body: unknown }[] = [];

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    super();
    this.child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'ignore'], env });
    this.child.stdout?.on('data', (bytes: Buffer) => this.receive(bytes));
    this.child.once('close', () => this.close());
  }

  /** Sends a request; never rejects: an adapter that ends answers everything with a failure. */
  request(command: string, args: object = {}): Promise<Reply> {
    const seq = this.send({ type: 'request', command, arguments: args });
    return new Promise((resolve) => this.waiting.set(seq, resolve));
  }

  /** The next event of that name, or one that came already and nobody took. */
  async event(name: string): Promise<unknown> {
    const at = this.early.findIndex((event) => event.name === name);
    if (at >= 0) return this.early.splice(at, 1)[0]?.body;
    const [body] = (await once(this, `dap:${name}`)) as [unknown];
    return body;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }

  private send(message: object): number {
    const seq = this.seq++;
    const text = Buffer.from(JSON.stringify({ seq, ...message }));
    this.child.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${text.length}\r\n\r\n`), text]));
    return seq;
  }

  private receive(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    for (;;) {
      const head = this.received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.received.length < end) return;
      const text = this.received.toString('utf8', head + 4, end);
      this.received = this.received.subarray(end);
      this.take(JSON.parse(text) as Message, length);
    }
  }

  private take(message: Message, sizeBytes: number): void {
    if (message.type === 'response') {
      const { request_seq: asked = -1, success = false, message: said = '', body } = message;
      this.waiting.get(asked)?.({ success, message: said, body, sizeBytes });
      this.waiting.delete(asked);
    } else if (message.type === 'event' && message.event !== undefined) {
      const heard = this.emit(`dap:${message.event}`, message.body);
      if (!heard) this.early.push({ name: message.event, body: message.body });
    } else if (message.type === 'request') {
      // Such as `runInTerminal`, which no test here asks for.
      this.send({ type: 'response', request_seq: message.seq, command: message.command, success: false });
    }
  }

  private close(): void {
    for (const resolve of this.waiting.values()) {
      resolve({ success: false, message: 'The adapter ended.', body: undefined, sizeBytes: 0 });
    }
    this.waiting.clear();
    this.emit('dap:terminated', {});
  }
}
