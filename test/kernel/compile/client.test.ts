import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundleCompiler } from "../../../kernel/bootstrap/compiler.js";
import {
  CompilerProcess,
  CompilerStopped,
  startCompiler,
} from "../../../kernel/compile/client.js";
import { packageRoot } from "../../../kernel/compile/places.js";

// Inside the package, where the compiler finds TypeScript.
const bundle = join(packageRoot(), "build", "compiler-under-test");
const folder = mkdtempSync(join(tmpdir(), "nabla-client-"));
let compiler: CompilerProcess;

beforeAll(async () => {
  await bundleCompiler(bundle);
});
afterEach(() => {
  compiler.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(bundle, { recursive: true });
});

function start(script = "main.cjs"): CompilerProcess {
  compiler = startCompiler({
    folder,
    script: join(bundle, script),
    prelude: join(bundle, "none.d.ts"),
  });
  return compiler;
}

async function check(id: number, code: string): Promise<string> {
  const cell = await compiler.compile({ id, label: `Cell [${id}]`, code });
  if (cell.ok) await compiler.accept(id);
  return cell.ok ? "ok" : (cell.diagnostics[0]?.message ?? "refused");
}

describe("the compiler process", { timeout: 60_000 }, () => {
  it("answers in order", async () => {
    start();
    const answers: number[] = [];
    const asked = [1, 2, 3].map((id) =>
      compiler.compile({ id, label: "", code: `${id}` }).then((cell) => {
        answers.push(cell.id);
      }),
    );
    await Promise.all(asked);
    expect(answers).toEqual([1, 2, 3]);
  });

  it("knows the accepted cells again after it was stopped", async () => {
    start();
    expect(await check(1, "const a = 1; let b = 'b'")).toBe("ok");
    expect(
      await check(2, "const made = new (class { private n = 1 })(); a"),
    ).toBe("ok");
    const open = compiler.complete("a.", 2);
    compiler.interrupt();
    await expect(open).rejects.toThrow(CompilerStopped);
    expect(await check(3, "b = a")).toBe(
      "Type 'number' is not assignable to type 'string'.",
    );
    expect(await check(4, "const again: typeof made = made")).toBe("ok");
  });

  it("forgets them when it is reset", async () => {
    start();
    expect(await check(1, "const a = 1")).toBe("ok");
    await compiler.reset();
    expect(await check(2, "a")).toBe("Cannot find name 'a'.");
  });

  it("does not run what the environment asks Node to run", async () => {
    process.env["NODE_OPTIONS"] = "--require /no/such/file.cjs";
    try {
      start();
      expect(await check(1, "1 + 1")).toBe("ok");
    } finally {
      delete process.env["NODE_OPTIONS"];
    }
  });

  it("fails clearly where it cannot start, and each time it is asked", async () => {
    start("missing.cjs");
    for (const id of [1, 2])
      await expect(check(id, "1")).rejects.toThrow(
        /compiler: the process ended \(code 1\).*\n[^]*missing\.cjs/,
      );
  });

  it("takes nothing after it was closed", async () => {
    start();
    compiler.close();
    await expect(check(1, "1")).rejects.toThrow(
      "compile: the compiler was closed",
    );
  });
});
