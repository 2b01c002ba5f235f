import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cosh, minimize, progress, setProgressSink } from "../../lib/index.js";
import { ProgressState } from "../../lib/progress/state.js";

describe("progress", () => {
  const shown: string[] = [];
  beforeEach(() => {
    shown.length = 0;
    vi.useFakeTimers();
    setProgressSink((first) => {
      shown.push(first.toString());
      return (next) => shown.push(next.toString());
    });
  });
  afterEach(() => vi.useRealTimers());

  it("counts, tells the rate and the time left, ten times a second at most", () => {
    const seen: number[] = [];
    for (const i of progress(1000, { label: "adding" })) {
      seen.push(i);
      vi.advanceTimersByTime(10);
    }
    expect(seen).toHaveLength(1000);
    // 10 s, ten a second, the beginning and the end.
    expect(shown.length).toBeLessThanOrEqual(102);
    expect(shown.length).toBeGreaterThan(90);
    expect(shown[0]).toMatch(/^adding {3}0 % ·{20} 0\/1000/);
    expect(shown).toContain(
      `adding  50 % ${"█".repeat(10)}${"·".repeat(10)} 500/1000 · 100/s · 5.0 s left`,
    );
    expect(shown.at(-1)).toBe(
      `adding 100 % ${"█".repeat(20)} 1000/1000 · 100/s · 10 s`,
    );
  });

  it("of what comes in its own time", async () => {
    async function* items(): AsyncGenerator<string> {
      for (const item of ["a", "b"]) yield await Promise.resolve(item);
    }
    const seen: string[] = [];
    for await (const item of progress(items(), { total: 2 })) seen.push(item);
    expect(seen).toEqual(["a", "b"]);
    expect(shown.at(-1)).toContain("2/2");
  });

  it("of what has no known size", () => {
    function* items(): Generator<number> {
      yield* [1, 2, 3];
    }
    expect([...progress(items())]).toEqual([1, 2, 3]);
    expect(shown.at(-1)).toMatch(/^3 · |^3$/);
  });

  it("of a loop that is left says so", () => {
    for (const i of progress([1, 2, 3])) if (i === 2) break;
    expect(shown.at(-1)).toContain("1/3 · stopped after 0 ms");
  });

  it("of a loop that goes its own way", () => {
    const bar = progress(3);
    bar.advance(2);
    bar.advance(1, "done");
    expect(shown.at(-1)).toMatch(/3\/3 .* done$/);
  });

  it.each([-1, 1.5, NaN])("of %j steps is an error", (total) => {
    expect(() => progress(total)).toThrow("progress: ");
  });

  it("of minimize is shown where it takes long, with the value", () => {
    const options = { method: "gd", lr: 1e-3, steps: 50 } as const;
    minimize(cosh, 1, options);
    expect(shown).toEqual([]);
    const callback = (): void => {
      vi.advanceTimersByTime(100);
    };
    minimize(cosh, 1, { ...options, callback });
    expect(shown[0]).toMatch(/^minimize .* f = 1\.5/);
  });

  it("shows itself as a bar whose text is no HTML", () => {
    const state = new ProgressState({
      ...{ label: "<b>", done: 1, total: 4, elapsed: 2 },
      ...{ phase: "running", note: "" },
    });
    const bundle = state[Symbol.for("Jupyter.display") as never] as unknown as
      (() => Record<string, string>) | undefined;
    const html = bundle?.call(state)["text/html"];
    expect(html).toContain("width:25.0%");
    expect(html).toContain("&lt;b>");
  });
});
