/** `nabla/tsserver` in TypeScript's own server, asked as an editor asks it. */
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../../kernel/bootstrap/places.js";
import { TsServer } from "./tsserver.js";

const HEAD = `import { tensor, grad } from "nabla";
const w = tensor([1, 2]), x = tensor([3, 4]);
`;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "nabla-tsserver-")));
let server: TsServer;

function project(name: string, plugins: readonly { name: string }[]): void {
  mkdirSync(join(folder, name, "node_modules"), { recursive: true });
  symlinkSync(root, join(folder, name, "node_modules", "nabla"), "junction");
  writeFileSync(
    join(folder, name, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, target: "es2022", types: [], plugins },
        ...{ module: "nodenext", noEmit: true },
      },
    }),
  );
}

beforeAll(() => {
  project("with", [{ name: "nabla/tsserver" }]);
  project("without", []);
  server = new TsServer(folder);
});
afterAll(() => {
  server.stop();
  rmSync(folder, { recursive: true });
});

describe("errors", () => {
  const rows: [line: string, ...errors: string[]][] = [
    ["export const y = (w + x) ** 2;"],
    ["export const y = Math.exp(w * 2) - 1;"],
    ["export const [first] = [w[0]];"],
    ["export let s = w; s += x;"],
    [
      "const s: string = w + x; s;",
      "3:7 2322 Type 'Tensor' is not assignable to type 'string'.",
    ],
    [
      "w + new Date();",
      "3:1 2365 Operator '+' cannot be applied to types 'Tensor' and 'Date'.",
    ],
    ["grad(1);", "3:6 2769"],
    ["const n: number = 1 + 'a'; n;", "3:7 2322"],
  ];
  it.each(rows)("%s", async (line, ...errors) => {
    server.write("with/errors.ts", HEAD + line);
    const found = await server.errors("with/errors.ts");
    expect(found.map((text, i) => text.slice(0, errors[i]?.length))).toEqual(
      errors,
    );
  });

  it("are TypeScript's own without the plugin", async () => {
    server.write("without/errors.ts", `${HEAD}export const y = (w + x) ** 2;`);
    const [first] = await server.errors("without/errors.ts");
    expect(first).toMatch(/^3:19 2365 Operator '\+' cannot be applied/);
  });
});

describe("what an editor asks", () => {
  const name = "with/asks.ts";
  const write = (lines: string): void => {
    server.write(name, HEAD + lines);
  };

  it("completion behind an operator lists the tensor's members", async () => {
    write("(w + x).");
    const found = await server.ask("completionInfo", name, "(w + x).");
    const { entries } = found as { entries: { name: string }[] };
    const names = entries.map((entry) => entry.name);
    expect(names).toEqual(expect.arrayContaining(["shape", "sum", "backward"]));
    expect(names).not.toContain("r+");
    const details = await server.ask(
      ...["completionEntryDetails", name, "(w + x)."],
      { entryNames: ["sum"] },
    );
    expect(JSON.stringify(details)).toContain('"text":"Tensor"');
  });

  it("completion elsewhere is the server's, with what can be imported", async () => {
    write("ze");
    const found = await server.ask("completionInfo", name, "ze", {
      includeExternalModuleExports: true,
    });
    const { entries } = found as { entries: object[] };
    expect(entries).toContainEqual(
      expect.objectContaining({ name: "zeros", source: "nabla" }),
    );
  });

  it("hover, signature and definition know the type", async () => {
    write("const y = (w + x) ** 2;\ny.reshape([1]);\n(w + x).sum();");
    const hover = await server.ask("quickinfo", name, "const ");
    expect(hover).toMatchObject({ displayString: "const w: Tensor" });
    const sum = await server.ask("quickinfo", name, "const y");
    expect(sum).toMatchObject({ displayString: "const y: Tensor" });
    const help = await server.ask("signatureHelp", name, "y.reshape(");
    expect(JSON.stringify(help)).toContain('"text":"reshape"');
    const definition = await server.ask("definition", name, "(w + x).su");
    expect(JSON.stringify(definition)).toContain("dist/lib/tensor/");
  });

  it("renaming finds members behind operators", async () => {
    write(
      "class V { '+'(o: V): V { return o } size = 1 }\n" +
        "const v = new V();\n(v + v).size;\nv.size;",
    );
    const found = await server.ask("rename", name, "o } siz");
    const { locs } = found as { locs: { locs: object[] }[] };
    expect(locs[0]?.locs).toHaveLength(3);
  });
});

describe("a project that changes", () => {
  it("sees files that come to be, and edits of those that are there", async () => {
    const use = 'import { k } from "./late.js";\nconst n: number = k + 1;\nn;';
    server.write("with/use.ts", use);
    expect((await server.errors("with/use.ts"))[0]).toMatch(/^1:19 2307/);
    server.write("with/late.ts", "export const k = 1;");
    expect(await server.errors("with/use.ts")).toEqual([]);
    server.write("with/late.ts", 'export const k = "text";');
    expect((await server.errors("with/use.ts"))[0]).toMatch(/^2:7 2322/);
  });
});
