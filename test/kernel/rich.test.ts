/** Values that know nothing of notebooks, and how they are shown. */
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { toBundle } from "../../kernel/display/mime.js";
import { audio, file, image, video } from "../../kernel/run/media.js";

async function bundleOf(value: unknown): Promise<Record<string, string>> {
  return (await toBundle(value)) as Record<string, string>;
}

// The first bytes of files as the specifications of the formats give them.
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]);
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);
const gif = Buffer.from("GIF89a…");
const webp = Buffer.from("RIFF\x01\x02\x03\x04WEBPVP8 ");
const svg = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';
const vegaLite = (version: number): object => ({
  $schema: `https://vega.github.io/schema/vega-lite/v${version}.json`,
  mark: "bar",
});

describe("the types of the bundle", () => {
  const rows: [name: string, value: unknown, types: string[]][] = [
    ["PNG bytes", png, ["image/png", "text/plain"]],
    ["JPEG bytes", jpeg, ["image/jpeg", "text/plain"]],
    ["GIF bytes", gif, ["image/gif", "text/plain"]],
    ["WebP bytes", webp, ["image/webp", "text/plain"]],
    ["other bytes", Uint8Array.from([1, 2, 3]), ["text/plain"]],
    ["a Map", new Map([["a", 1]]), ["text/html", "text/plain"]],
    ["an empty Map", new Map(), ["text/plain"]],
    ["a Set", new Set([1]), ["text/html", "text/plain"]],
    ["a Date", new Date(0), ["text/html", "text/plain"]],
    ["no Date", new Date(NaN), ["text/plain"]],
    ["a URL", new URL("https://a.b/c"), ["text/html", "text/plain"]],
    ["an Error", new RangeError("far"), ["text/plain"]],
    ["an element", { outerHTML: "<b>x</b>" }, ["text/html", "text/plain"]],
    [
      "Vega-Lite 5",
      vegaLite(5),
      ["application/vnd.vegalite.v5+json", "text/plain"],
    ],
    [
      "Vega-Lite 6, for which JupyterLab has no renderer of its own",
      vegaLite(6),
      ["application/vnd.vegalite.v5+json", "text/plain"],
    ],
    [
      "what makes a specification",
      { toSpec: () => vegaLite(5) },
      ["application/vnd.vegalite.v5+json", "text/plain"],
    ],
    [
      "a view that draws itself",
      { toSVG: () => Promise.resolve(svg) },
      ["image/svg+xml", "text/plain"],
    ],
    ["rows", [{ a: 1 }, { a: 2 }], ["text/html", "text/plain"]],
    ["a single row", [{ a: 1 }], ["text/plain"]],
    ["rows of a class", [new URL("a:b"), new URL("a:b")], ["text/plain"]],
  ];
  it.each(rows)("%s", async (_, value, types) => {
    expect(Object.keys(await bundleOf(value)).sort()).toEqual(types);
  });
});

describe("a table", () => {
  it("aligns numbers right and says nothing where there is nothing", async () => {
    const rows = [
      { name: "a", size: 1 },
      { name: "bcd", size: 100, more: true },
    ];
    expect((await bundleOf(rows))["text/plain"]).toBe(
      [
        "name  size  more",
        "────  ────  ────",
        "a        1",
        "bcd    100  true",
      ].join("\n"),
    );
  });

  it("of many rows shows the first and the last", async () => {
    const rows = Array.from({ length: 1e5 }, (_, i) => ({ i }));
    const { "text/html": html = "", "text/plain": text = "" } =
      await bundleOf(rows);
    for (const shown of [html, text]) {
      expect(shown).toContain("99999");
      expect(shown).toContain("…");
      expect(shown).toContain("100000 rows × 1 columns");
      expect(shown.length).toBeLessThan(3000);
    }
  });

  it("is no way for a text into the page", async () => {
    const rows = [{ "<i>": "<script>" }, { "<i>": 2 }];
    const { "text/html": html = "" } = await bundleOf(rows);
    expect(html).not.toMatch(/<script>|<i>/);
  });

  it("is left to Node where a row throws", async () => {
    const bad = Object.defineProperty({}, "a", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    expect(await bundleOf([bad, bad])).toHaveProperty(["text/plain"]);
  });
});

describe("what is shown of", () => {
  it("an error: its message and place, not Node's", async () => {
    const { "text/plain": text = "" } = await bundleOf(new RangeError("far"));
    const plain = stripVTControlCharacters(text);
    expect(plain).toMatch(/^RangeError: far/);
    expect(plain).not.toContain("node:internal");
  });

  it("a date: the moment, for every zone", async () => {
    const { "text/plain": text } = await bundleOf(new Date(0));
    expect(text).toContain("1970-01-01T00:00:00.000Z");
  });

  const media: [name: string, shown: unknown, html: RegExp][] = [
    ["bytes of a picture", image(png), /<img src="data:image\/png;base64,iVBO/],
    ["an address", image("https://a.b/c", { width: 9 }), /width="9"/],
    [
      "bytes of sound",
      audio(Uint8Array.from([1]), { type: "audio/wav" }),
      /<audio controls src="data:audio\/wav;base64,AQ=="/,
    ],
    ["a film", video("https://a.b/c.mp4"), /<video controls src="https/],
    ["a file", file("package.json"), /download="package.json"/],
  ];
  it.each(media)("%s", async (_, shown, html) => {
    expect((await bundleOf(shown))["text/html"]).toMatch(html);
  });

  it("bytes that are no picture is an error that says what to do", () => {
    expect(() => audio(Uint8Array.from([1]))).toThrow("{ type:");
  });
});
