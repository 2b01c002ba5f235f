/** How far something has come, as it is shown. */

export type Phase = "running" | "finished" | "stopped";

/** What is known of how far something has come. */
interface Known {
  readonly label: string;
  /** How many steps are done. */
  readonly done: number;
  /** How many there are; undefined where nobody knows. */
  readonly total: number | undefined;
  /** Since when, in seconds. */
  readonly elapsed: number;
  /** Whether it goes on, has come to its end, or was left before. */
  readonly phase: Phase;
  /** What else there is to say, as a value that is being minimized. */
  readonly note: string;
}

/** How many characters a full bar has. */
const cells = 20;

const colors = { running: "#1976d2", finished: "#2e7d32", stopped: "#b26a00" };

/**
 * A moment of a progress; shows itself as a bar with its numbers.
 *
 * @example
 * setProgressSink((first) => {
 *   console.log(first.toString());
 *   return (state) => { console.log(state.phase); };
 * });
 */
export class ProgressState {
  readonly phase: Phase;
  readonly #known: Known;

  constructor(known: Known) {
    this.#known = known;
    this.phase = known.phase;
  }

  /** One line: `fitting  40 % ████████············ 40/100 · 12.3/s · 5 s left`. */
  toString(): string {
    const parts = [];
    if (this.#known.label !== "") parts.push(this.#known.label);
    const share = this.#share;
    if (share !== undefined) {
      const full = Math.round(share * cells);
      const percent = String(Math.floor(share * 100)).padStart(3);
      const bar = "█".repeat(full) + "·".repeat(cells - full);
      parts.push(`${percent} % ${bar}`);
    }
    parts.push(measures(this.#known));
    return parts.join(" ");
  }

  /** The MIME bundle that a notebook shows. */
  [Symbol.for("Jupyter.display")](): Record<string, string> {
    return { "text/html": this.#html(), "text/plain": this.toString() };
  }

  get #share(): number | undefined {
    const { done, total } = this.#known;
    if (total === undefined || total === 0) return undefined;
    return this.phase === "finished" ? 1 : Math.min(done / total, 1);
  }

  #html(): string {
    const { label, phase } = this.#known;
    const share = this.#share ?? (phase === "finished" ? 1 : 0);
    const width = `${(share * 100).toFixed(1)}%`;
    const fill = `<div style="width:${width};height:100%;background:${colors[phase]};border-radius:4px"></div>`;
    const bar = `<div style="flex:0 0 14em;height:0.8em;background:rgba(128,128,128,0.25);border-radius:4px">${fill}</div>`;
    const named = label === "" ? "" : `<span>${escaped(label)}</span>`;
    const numbers = `<span style="font-variant-numeric:tabular-nums">${escaped(measures(this.#known))}</span>`;
    return `<div style="display:flex;align-items:center;gap:0.8em">${named}${bar}${numbers}</div>`;
  }
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

/** The numbers: `40/100 · 12.3/s · 5 s left`. */
function measures(state: Known): string {
  const { done, total, elapsed, phase, note } = state;
  const parts = [total === undefined ? String(done) : `${done}/${total}`];
  const rate = elapsed > 0 ? done / elapsed : 0;
  if (rate > 0) parts.push(rateText(rate));
  if (phase === "running") {
    if (total !== undefined && rate > 0)
      parts.push(`${duration(Math.max(total - done, 0) / rate)} left`);
    else parts.push(duration(elapsed));
  } else {
    const word = phase === "stopped" ? "stopped after " : "";
    parts.push(word + duration(elapsed));
  }
  if (note !== "") parts.push(note);
  return parts.join(" · ");
}

function rateText(rate: number): string {
  if (rate >= 1) return `${short(rate)}/s`;
  return `${short(1 / rate)} s each`;
}

function short(x: number): string {
  if (x >= 1e6) return `${(x / 1e6).toPrecision(3)}M`;
  if (x >= 1e4) return `${(x / 1e3).toPrecision(3)}k`;
  return x >= 100 ? String(Math.round(x)) : x.toPrecision(3);
}

/** `850 ms`, `12 s`, `3:07`, `1:02:45`. */
function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60)
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const two = (x: number): string => String(x).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  const rest = two(whole % 60);
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
