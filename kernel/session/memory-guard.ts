import { totalmem } from "node:os";
import type { Failure } from "../run/channel.js";

/** How often to look while a cell runs, in milliseconds. */
const interval = 50;
/** And while none runs. */
const idle = 500;
/**
 * The part of the limit above which a cell is stopped. Waste alone does not come so far: V8 collects at the latest
 * half-way between what is held and the limit.
 */
const share = 0.85;
/** And so much shall be left at least, in bytes: what a flood takes until it has been seen and stopped. */
const room = 256 << 20;

/** What can run out: how much of it is in use, and how much there is, in bytes. */
interface Measure {
  readonly name: string;
  readonly advice: string;
  readonly limit: number;
  used(): Promise<number>;
}

/** What the guard needs of main. */
export interface Memory {
  heapUsed(): Promise<number>;
  /** The most that main's heap may hold, in bytes. */
  readonly heapLimit: number;
}

/**
 * Looks at the memory while a cell runs and has it stopped before there is none: Node would end the process, and every
 * name of the session with it. Tensors lie outside the heap, so the memory of the whole process counts, too.
 */
export class MemoryGuard {
  readonly #measures: readonly Measure[];
  /** Of each measure, above what a cell is stopped: a session that is full already must be able to clean up. */
  readonly #thresholds = new Map<Measure, number>();
  #timer: NodeJS.Timeout | undefined;

  readonly #stop: (why: Failure) => void;

  /** `stop` is called each time that there is too little left, and no more often while nothing more is taken. */
  constructor(memory: Memory, stop: (why: Failure) => void) {
    this.#stop = stop;
    const heap: Measure = {
      name: "heap",
      advice: "start Jupyter with NODE_OPTIONS=--max-old-space-size=8192",
      limit: memory.heapLimit,
      used: () => memory.heapUsed(),
    };
    const resident: Measure = {
      name: "memory",
      advice: "use a machine with more",
      limit: available(),
      used: () => Promise.resolve(process.memoryUsage.rss()),
    };
    this.#measures = [heap, resident];
  }

  /** Looks closely while a cell runs, now and then while none does, since timers go on; until `leave`. */
  watch(busy: boolean): void {
    this.leave();
    let looking = false;
    const timer = setInterval(
      () => {
        if (looking) return;
        looking = true;
        void this.#look().then((why) => {
          looking = false;
          if (why !== undefined && this.#timer === timer) this.#stop(why);
        });
      },
      busy ? interval : idle,
    );
    timer.unref();
    this.#timer = timer;
  }

  leave(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<Failure | undefined> {
    for (const measure of this.#measures) {
      const { limit } = measure;
      const usual = Math.max(limit / 2, Math.min(share * limit, limit - room));
      const threshold = this.#thresholds.get(measure) ?? usual;
      // Main need not be asked where the whole process takes no more.
      if (process.memoryUsage.rss() <= usual) continue;
      const used = await measure.used();
      if (used <= usual) this.#thresholds.delete(measure);
      if (used <= threshold) continue;
      this.#thresholds.set(measure, (used + limit) / 2);
      return failure(measure, used);
    }
    return undefined;
  }
}

/** What the process may take: of the machine, of the container it is in, or as `NABLA_MEMORY` says in megabytes. */
function available(): number {
  const constrained = process.constrainedMemory();
  const wanted = Number(process.env["NABLA_MEMORY"]) * 1e6;
  // Without a constraint Node says 0, or a number beyond every machine.
  const limits = [constrained, wanted].filter((limit) => limit > 0);
  return Math.min(totalmem(), ...limits);
}

function failure({ name, advice, limit }: Measure, used: number): Failure {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
  const evalue = `the cell was stopped: ${megabytes(used)} of ${megabytes(limit)} of ${name} are in use`;
  const ename = "OutOfMemory";
  const hint = `What it has set is kept. Let go of what is no longer needed, or ${advice}.`;
  return { ename, evalue, traceback: [`${ename}: ${evalue}`, hint] };
}
