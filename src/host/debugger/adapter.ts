import type { OpenedTensor } from '../../formats/format.js';

/** What a debug adapter said it can do, as far as it matters here (`Capabilities` of the Debug Adapter Protocol). */
export interface Capabilities {
  readonly supportsReadMemoryRequest?: boolean;
  readonly supportsClipboardContext?: boolean;
  readonly supportsValueFormattingOptions?: boolean;
}

/** How long a request may take, and what ends the wait for it. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** The default is 10 seconds. */
  readonly timeoutMilliseconds?: number;
}

/** A frame of a paused program, asked through its debug adapter. It knows neither VS Code nor a transport. */
export interface PausedFrame {
  /** The type of the session: `debugpy`. */
  readonly debugType: string;
  readonly frameId: number;
  readonly capabilities: Capabilities;
  /**
   * Sends one request and answers the body of its response, which nobody has checked. Rejects with `RequestFailed` when the
   * adapter refuses; with a `UserError` when the program has gone on (`not-paused`), the session has ended
   * (`session-ended`) or no answer came in time (`debugger`); with the signal's reason when aborted.
   */
  request(command: string, args: object, options?: RequestOptions): Promise<unknown>;
}

/** A request that the adapter refused; the message is the adapter's own. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
}

/** What the user pointed at: an expression, or a variable that the adapter lists without one. */
export interface DebugTarget {
  /** As it is shown: `logits`, `self.head(x)`. */
  readonly name: string;
  /** What can be evaluated in the frame; undefined for a variable that only has a reference. */
  readonly expression: string | undefined;
  /** The variable as the adapter listed it, where the user pointed at one. */
  readonly variable?: DebugVariable;
}

/** A variable as an adapter lists it (`Variable` of the Debug Adapter Protocol). */
export interface DebugVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: string | undefined;
  readonly variablesReference: number;
  readonly memoryReference?: string | undefined;
}

/** A value found in a paused program: what it is, and how to read it while the program stays paused. */
export interface DebugValue {
  readonly opened: OpenedTensor;
  /** How large it is where it lies, in bytes. */
  readonly sizeBytes: number;
  /** The rank of its process in a distributed run. */
  readonly rank?: string;
}

/** What is asked once for pointers that say neither type nor length, and remembered by whoever answers. */
export interface PointerReading {
  readonly dtype: string;
  readonly count: number;
}

/** What describing a value may need of the user, besides the value. */
export interface DescribeOptions {
  readonly signal: AbortSignal;
  /** Asks what a pointer points at; undefined when the user gives up. */
  askPointer?(what: string): Promise<PointerReading | undefined>;
}

/** A family of debug adapters: a row of the table in `adapters.ts`. */
export interface AdapterFamily {
  /** `Python`. */
  readonly name: string;
  /** Whether sessions of this debug type belong to the family. */
  handles(debugType: string): boolean;
  /**
   * Finds out what a value is without moving its elements. Rejects with a `UserError` that says why it cannot be inspected
   * and what to do.
   */
  describe(frame: PausedFrame, target: DebugTarget, options: DescribeOptions): Promise<DebugValue>;
}
