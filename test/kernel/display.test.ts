/** What is shown of values and errors, whatever they do when looked at. */
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { refusal } from "../../kernel/display/diagnostics.js";
import { formatError, placeOf, toFailure } from "../../kernel/display/error.js";
import { codeFrame } from "../../kernel/display/frame.js";
import { toBundle } from "../../kernel/display/mime.js";
import { describe as describeValue } from "../../kernel/display/text.js";

const showing = Symbol.for("Jupyter.display");

const circle: Record<string, unknown> = {};
circle["self"] = circle;

describe("the bundle of a value", () => {
  const rows: [name: string, value: unknown, bundle: unknown][] = [
    ["undefined: nothing", undefined, undefined],
    ["null", null, { "text/plain": "null" }],
    ["a number", 0.1 + 0.2, { "text/plain": "0.30000000000000004" }],
    ["a string in quotes", "a'b", { "text/plain": `"a'b"` }],
    ["a bigint", 3n, { "text/plain": "3n" }],
    ["an object", { a: [1, 2] }, { "text/plain": "{ a: [ 1, 2 ] }" }],
    [
      "an object that shows itself",
      { [showing]: () => ({ "text/html": "<b>", "text/plain": "b" }) },
      { "text/html": "<b>", "text/plain": "b" },
    ],
    [
      "a function that shows itself",
      Object.assign(() => 0, { [showing]: () => ({ "text/plain": "f" }) }),
      { "text/plain": "f" },
    ],
    [
      "bytes as base64",
      {
        [showing]: () => ({
          "image/png": new Uint8Array([1, 2, 3]),
          "text/plain": "p",
        }),
      },
      { "image/png": "AQID", "text/plain": "p" },
    ],
  ];
  it.each(rows)("%s", (_, value, bundle) => {
    expect(toBundle(value)).toEqual(bundle);
  });

  it("may be promised", async () => {
    const value = { [showing]: () => Promise.resolve({ "text/plain": "now" }) };
    expect(await toBundle(value)).toEqual({ "text/plain": "now" });
  });

  it("has a text, whatever else it has", () => {
    const bundle = toBundle({ [showing]: () => ({ "text/html": "<i>" }) });
    expect(bundle).toHaveProperty(["text/plain"]);
  });

  const unfit: [why: string, data: unknown, note: string][] = [
    ["a circle", circle, "Converting circular structure to JSON"],
    ["a bigint", { n: 1n }, "Do not know how to serialize a BigInt"],
    [
      "a toJSON that throws",
      {
        toJSON: () => {
          throw new Error("not as JSON");
        },
      },
      "not as JSON",
    ],
    ["sixty million characters", "x".repeat(6e7), "60,000,000 characters"],
  ];
  it.each(unfit)("leaves out %s, and says so", (_, data, note) => {
    const value = {
      [showing]: () => ({ "application/json": data, "text/html": "<b>" }),
    };
    const bundle = toBundle(value) as Record<string, string>;
    expect(Object.keys(bundle).sort()).toEqual(["text/html", "text/plain"]);
    expect(bundle["text/plain"]).toContain(
      `display: application/json: ${note}`,
    );
  });

  const broken: [name: string, value: object][] = [
    [
      "a display that throws",
      {
        [showing]: () => {
          throw new Error("not today");
        },
      },
    ],
    ["a display that gives nothing", { [showing]: () => 5 }],
    [
      "a display that rejects",
      { [showing]: () => Promise.reject(new Error()) },
    ],
    [
      "a getter that throws",
      Object.defineProperty({}, showing, {
        get: () => {
          throw new Error("no");
        },
      }),
    ],
    [
      "a text that throws",
      {
        [Symbol.for("nodejs.util.inspect.custom")]: () => {
          throw new Error("no");
        },
      },
    ],
    [
      "a tag that throws",
      Object.defineProperty({}, Symbol.toStringTag, {
        get: () => {
          throw new Error("no");
        },
      }),
    ],
    ["a revoked proxy", revoked()],
    [
      "a proxy all of whose traps throw",
      new Proxy(
        {},
        new Proxy(
          {},
          {
            get: () => () => {
              throw new Error("trapped");
            },
          },
        ),
      ),
    ],
  ];
  it.each(broken)("is text for %s", async (_, value) => {
    const bundle = await toBundle(value);
    expect(typeof bundle?.["text/plain"]).toBe("string");
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const inspecting = Symbol.for("nodejs.util.inspect.custom");

/** Thirty children, each of which has thirty, and so on. */
function nested(
  depth: number,
  wrap: (children: unknown[]) => unknown,
): unknown {
  if (depth === 0) return 0;
  const child = nested(depth - 1, wrap);
  return wrap(Array.from({ length: 30 }, () => child));
}

function chain(link: (next: unknown) => unknown): unknown {
  let last: unknown = 0;
  for (let i = 0; i < 100_000; i++) last = link(last);
  return last;
}

function lying(Base: new () => object, property: string): object {
  return Object.defineProperty(
    new (class extends Base {})(),
    property,
    property === "length" ? { value: 1e9 } : { get: () => 1e9 },
  );
}

describe("the text of a value", () => {
  const keys = Object.fromEntries(
    Array.from({ length: 200_000 }, (_, i) => [`key${String(i)}`, i]),
  );
  const rows: [name: string, value: unknown][] = [
    ["a circle", circle],
    ["a million elements", Array.from({ length: 1e6 }, (_, i) => i)],
    ["a long string", "x".repeat(10_000_000)],
    ["many keys", keys],
    ["many keys below", { a: { b: keys } }],
    ["a big map", new Map(Object.entries(keys))],
    ["a typed array", new Float64Array(1e6)],
    ["a big set", new Set(Object.keys(keys))],
    ["big sets of big objects", new Set([keys, { ...keys }])],
    ["arrays in arrays", nested(5, (children) => children)],
    ["maps in maps", nested(3, (children) => new Map(children.entries()))],
    ["a chain of a hundred thousand objects", chain((next) => ({ next }))],
    ["a chain of a hundred thousand arrays", chain((next) => [next])],
    ["a long key", { ["k".repeat(1e7)]: 1 }],
    ["a long symbol", Symbol("s".repeat(1e7))],
    ["a giant bigint", 10n ** 300_000n],
    ["a long message", new Error("m".repeat(1e7))],
    ["an array that lies about its length", lying(Array, "length")],
    ["a map that lies about its size", lying(Map, "size")],
    ["a text of its own without end", { [inspecting]: () => "t".repeat(1e8) }],
  ];
  it.each(rows)("is bounded for %s", (_, value) => {
    expect(describeValue(value).length).toBeLessThan(110_000);
  });
});

describe("the text of a value", () => {
  it("begins with the first properties of very many", () => {
    const text = describeValue(
      Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i}`, i])),
    );
    expect(text).toContain("key0: 0,");
    expect(text).toContain("… 99,900 more properties");
  });

  it("keeps the rest where one thing inside throws", () => {
    const bad = {
      [inspecting]: () => {
        throw new Error("shy");
      },
    };
    const text = describeValue({ first: 1, bad, last: 2 });
    expect(text).toMatch(/first: 1,[^]*last: 2[^]*its own text: shy$/);
  });

  it("runs nothing of an object", () => {
    const touched: string[] = [];
    const proxy = new Proxy(
      { a: 1 },
      { ownKeys: (target) => (touched.push("keys"), Reflect.ownKeys(target)) },
    );
    class Own extends Array<number> {
      override slice(): number[] {
        touched.push("slice");
        return [];
      }
    }
    expect(describeValue(proxy)).toBe("{ a: 1 }");
    expect(describeValue(Own.from([1, 2]))).toBe("Own(2) [ 1, 2 ]");
    expect(touched).toEqual([]);
  });
});

describe("an error", () => {
  const source = "function f() {\n  throw new Error('x');\n}\nf();";
  const sourceOf = (file: string): string | undefined =>
    file === "Cell [3]" ? source : undefined;
  const thrown = (stack: string): Error => {
    const error = new Error("x");
    error.stack = `Error: x\n${stack}`;
    return error;
  };

  it("quotes the line of the cell where it was thrown", () => {
    const error = thrown("    at f (Cell [3]:2:9)\n    at Cell [3]:4:1");
    const text = stripVTControlCharacters(formatError(error, sourceOf));
    expect(text).toBe(
      [
        "Error: x",
        "",
        "  1 | function f() {",
        "> 2 |   throw new Error('x');",
        "    |         ^",
        "  3 | }",
        "",
        "    at f (Cell [3]:2:9)",
        "    at Cell [3]:4:1",
      ].join("\n"),
    );
  });

  it("hides what is Node's own", () => {
    const error = thrown(
      "    at f (Cell [3]:2:9)\n    at process.x (node:internal/process:1:2)",
    );
    expect(formatError(error, sourceOf)).not.toContain("node:");
  });

  it("tells its causes, also in a circle", () => {
    const cause = new Error("inner");
    const error = new Error("outer", { cause });
    cause.cause = error;
    const text = stripVTControlCharacters(formatError(error, sourceOf));
    expect(text.match(/Error: (outer|inner).*|caused by/g)).toEqual([
      ...["Error: outer", "caused by", "Error: inner"],
      ...["caused by", "Error: outer (as above)"],
    ]);
  });

  it("of several tells each, with its own causes", () => {
    const cause = new RangeError("why");
    const error = new AggregateError(
      [new TypeError("one", { cause }), "two"],
      "all",
    );
    const text = stripVTControlCharacters(formatError(error, sourceOf));
    expect(text.match(/^\w+: .*|caused by|error \d of \d/gm)).toEqual([
      ...["AggregateError: all", "error 1 of 2", "TypeError: one"],
      ...["caused by", "RangeError: why", "error 2 of 2", "Uncaught: 'two'"],
    ]);
  });

  it("of very many stays short", () => {
    const many = Array.from({ length: 1000 }, () => new Error("one"));
    const text = formatError(new AggregateError(many), sourceOf);
    expect(text).toContain("… and more");
    expect(text.length).toBeLessThan(20_000);
  });

  it("tells what it carries", () => {
    const error = Object.assign(new Error("x"), { code: "E_CODE", depth: 2 });
    const text = stripVTControlCharacters(formatError(error, sourceOf));
    expect(text).toContain("{ code: 'E_CODE', depth: 2 }");
  });

  it("has the colours of ipykernel's: names red, places cyan, lines green", () => {
    const text = formatError(thrown("    at f (Cell [3]:2:9)"), sourceOf);
    expect(text).toContain("\u001b[31m\u001b[1mError\u001b[22m\u001b[39m: x");
    expect(text).toContain("\u001b[36mCell [3]\u001b[39m");
    expect(text).toContain("\u001b[32m2\u001b[39m");
  });

  class Own extends Error {}
  const rows: [name: string, thrown: unknown, ename: string, evalue: string][] =
    [
      ["an error", new RangeError("far"), "RangeError", "far"],
      ["a class of the user's", new Own("mine"), "Own", "mine"],
      ["a number", 5, "Uncaught", "5"],
      ["a string", "s", "Uncaught", "'s'"],
      ["undefined", undefined, "Uncaught", "undefined"],
      ["an object", { a: 1 }, "Uncaught", "{ a: 1 }"],
      [
        "an error whose message throws",
        Object.defineProperty(new Error(), "message", {
          get: () => {
            throw new Error("no");
          },
        }),
        "Error",
        "it throws when read",
      ],
      [
        "an error without a stack",
        Object.assign(new Error("bare"), { stack: undefined }),
        "Error",
        "bare",
      ],
    ];
  it.each(rows)("is named: %s", (_, value, ename, evalue) => {
    expect(toFailure(value, sourceOf)).toMatchObject({ ename, evalue });
  });

  it("with a name without end is named shortly", () => {
    const error = Object.assign(new Error("x"), { name: "n".repeat(1e7) });
    const { ename, traceback } = toFailure(error, sourceOf);
    expect(ename.length).toBeLessThan(300);
    expect(traceback.join("\n").length).toBeLessThan(5_000);
  });

  it("of a revoked proxy is still reported", () => {
    expect(toFailure(revoked(), sourceOf).traceback).not.toEqual([]);
  });

  const places: [frame: string, place: object | undefined][] = [
    ["    at f (Cell [3]:6:20)", { file: "Cell [3]", line: 6, column: 20 }],
    ["    at Cell [12]:1:2", { file: "Cell [12]", line: 1, column: 2 }],
    ["    at async Cell [1]:1:2", { file: "Cell [1]", line: 1, column: 2 }],
    ["    at async f (Cell [1]:1:2)", { file: "Cell [1]", line: 1, column: 2 }],
    ["    at g (/a b/c.ts:7:8)", { file: "/a b/c.ts", line: 7, column: 8 }],
    ["    at new Promise (<anonymous>)", undefined],
  ];
  it.each(places)("stands at the place of %s", (frame, place) => {
    expect(placeOf(frame)).toEqual(place);
  });
});

describe("a cell that the compiler refuses", () => {
  it("says the code, the place and the line", () => {
    const message = "Type 'number' is not assignable to type 'string'.";
    const failure = refusal(
      {
        ...{ ok: false, id: 1, kind: "TypeError" },
        diagnostics: [
          { code: "TS2322", message, start: 6, length: 1, line: 1, column: 7 },
        ],
      },
      "Cell [2]",
      "const s: string = 1;",
    );
    expect(failure.ename).toBe("TypeError");
    expect(failure.evalue).toBe(`TS2322 ${message} (Cell [2]:1:7)`);
    expect(stripVTControlCharacters(failure.traceback.join("\n"))).toBe(
      [
        "TypeError",
        "TS2322 at Cell [2]:1:7",
        message,
        "",
        "> 1 | const s: string = 1;",
        "    |       ^",
      ].join("\n"),
    );
  });
});

describe("a code frame", () => {
  const rows: [
    source: string,
    at: [number, number, number],
    frame: string[],
  ][] = [
    ["a\nb\nc\nd", [2, 1, 1], ["  1 | a", "> 2 | b", "    | ^", "  3 | c"]],
    ["\tx = y", [1, 6, 9], ["> 1 | \tx = y", "    | \t    ^"]],
    ["abc", [1, 2, 2], ["> 1 | abc", "    |  ^^"]],
    ["変数 = y", [1, 6, 1], ["> 1 | 変数 = y", "    | \u3000\u3000   ^"]],
    ["a 変数", [1, 3, 2], ["> 1 | a 変数", "    |   ^^^^"]],
  ];
  it.each(rows)("of %j at %j", (source, at, frame) => {
    const shown = stripVTControlCharacters(codeFrame(source, ...at));
    expect(shown.split("\n")).toEqual(frame);
  });
});
