import type { CrewOrder } from './crewMember.js';
import { CrewPass } from './crewPass.js';
import { type CrewWork, crewPlan } from './crewPlan.js';
import { sharedBuild } from './sharedBuild.js';

/** A thread that runs a `crewMember`. */
export interface Thread {
  post(order: CrewOrder): void;
  /** Ends it at once, in the middle of its work too. */
  end(): void;
}

/** What is heard of a thread. */
export interface ThreadEvents {
  /** What the member tells: the number of a pass. */
  readonly onMessage: (pass: number) => void;
  /** Called once, when it runs no more, for whatever reason. */
  readonly onEnd: () => void;
}

/** What a crew needs of the platform that it runs on. */
export interface CrewPlatform {
  /** How many threads there may be beside the one that calls. */
  readonly threadCount: number;
  /** May throw where there can be no thread. */
  start(events: ThreadEvents): Thread;
  /** Resolves when all that waits has had its turn. */
  readonly pause: () => Promise<void>;
  /** Calls `rest` after a while, unless what it answers is called before. */
  readonly afterAWhile: (rest: () => void) => () => void;
}

/** From how many elements on several threads are worth what it takes to start and wake them; measured by bench/threads.mjs. */
export const worthwhileElements = 2_000_000;

/** Threads that were lost after which no more are started: something is wrong with them, and one thread does as well. */
const mostLosses = 3;

/**
 * Threads that work together on the figures of many rows, the calling one among them. They are started when a pass
 * begins, rest when none has run for a while, and nothing is found but what one thread finds.
 */
export class Crew {
  readonly #platform: CrewPlatform;
  readonly #module: object;
  readonly #members = new Set<Member>();
  readonly #passes = new Map<number, CrewPass>();
  #lastPass = 0;
  #losses = 0;
  #stayAwake: () => void = () => undefined;

  private constructor(platform: CrewPlatform, module: object) {
    this.#platform = platform;
    this.#module = module;
  }

  /** A crew on a platform; undefined where the engine cannot run the kernels on shared memory. */
  static on(platform: CrewPlatform): Crew | undefined {
    const bytes = sharedBuild();
    return bytes && new Crew(platform, new WebAssembly.Module(bytes));
  }

  /** Makes room for a pass and calls the threads; undefined where there is no memory for it. */
  begin(work: CrewWork): CrewPass | undefined {
    const plan = crewPlan(work, 1 + this.#platform.threadCount);
    const memory = sharedMemory(plan.pages);
    if (memory === undefined) return undefined;
    this.#stayAwake();
    const number = ++this.#lastPass;
    const call = (): void => this.#tell({ kind: 'work', pass: number });
    const pass = new CrewPass(this.#module, memory, plan, {
      call,
      pause: this.#platform.pause,
      end: () => this.#close(number),
    });
    this.#passes.set(number, pass);
    this.#hire();
    for (const { thread, place } of this.#members) {
      thread.post({ kind: 'open', pass: number, module: this.#module, memory, plan, place });
    }
    return pass;
  }

  /** Ends every thread. Passes under way go on in the calling thread. */
  end(): void {
    this.#stayAwake();
    for (const member of this.#members) {
      member.isDismissed = true;
      member.thread.end();
    }
  }

  #close(pass: number): void {
    this.#passes.delete(pass);
    this.#tell({ kind: 'close', pass });
    if (this.#passes.size === 0 && this.#members.size > 0)
      this.#stayAwake = this.#platform.afterAWhile(() => this.end());
  }

  #tell(order: CrewOrder): void {
    for (const { thread } of this.#members) thread.post(order);
  }

  #hire(): void {
    const taken = new Set(Array.from(this.#members, ({ place }) => place));
    for (let place = 1; place <= this.#platform.threadCount; place++) {
      if (this.#losses >= mostLosses) return;
      if (!taken.has(place)) this.#start(place);
    }
  }

  #start(place: number): void {
    let member: Member | undefined;
    const onEnd = (): void => {
      if (member !== undefined) this.#lose(member);
    };
    try {
      const thread = this.#platform.start({ onMessage: (pass) => this.#passes.get(pass)?.wake(), onEnd });
      member = { thread, place, isDismissed: false };
      this.#members.add(member);
    } catch {
      // A process that may have no more threads: the work is done by fewer.
      this.#losses++;
    }
  }

  /** A member counts until it has really ended: nobody else gets its place, and so its chunks, before. */
  #lose(member: Member): void {
    this.#members.delete(member);
    if (!member.isDismissed) this.#losses++;
    for (const pass of this.#passes.values()) pass.lose(member.place);
  }
}

function sharedMemory(pages: number): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Member {
  readonly thread: Thread;
  readonly place: number;
  isDismissed: boolean;
}
