import { createContext, runInContext } from 'node:vm';
import { type PausedFrame, RequestFailed } from '../../src/host/debugger/adapter.js';

/**
 * A frame of a program whose variables a script sets: expressions are evaluated in a realm of their own as js-debug does,
 * without js-debug. `requests` counts them.
 */
export class EvaluatingFrame implements PausedFrame {
  readonly debugType = 'pwa-node';
  readonly frameId = 1;
  readonly capabilities = {};
  requests = 0;
  largestReply = 0;
  private readonly realm = createContext({ btoa, console });

  constructor(program: string) {
    this.run(program);
  }

  /** Lets the program go on, as between two stops. */
  run(program: string): unknown {
    return runInContext(program, this.realm);
  }

  /** The names that are there now. */
  names(): string[] {
    return this.run('Reflect.ownKeys(globalThis).map(String)') as string[];
  }

  async request(command: string, args: { expression?: string }): Promise<unknown> {
    if (command !== 'evaluate') throw new RequestFailed(`${command}: not here`);
    this.requests++;
    try {
      const text = String(this.run(`(${args.expression ?? ''})`));
      const result = `'${text.slice(0, 99_998).replaceAll(/['\\]/g, '\\$&')}'`;
      this.largestReply = Math.max(this.largestReply, result.length);
      return await Promise.resolve({ result, variablesReference: 0 });
    } catch (error) {
      throw new RequestFailed(`Uncaught ${String(error)}`);
    }
  }
}
