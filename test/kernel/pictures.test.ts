// Images that the worker draws: everything else keeps its place about them.
import { describe, expect, it } from "vitest";
import { leavePicturesBy, toBundle } from "../../kernel/display/mime.js";
import { InOrder } from "../../kernel/session/in-order.js";
import { withPictures } from "../../kernel/session/pictures.js";
import { Figure } from "../../lib/plot/index.js";
import { PngToCome } from "../../lib/plot/png.js";

leavePicturesBy((data) =>
  data instanceof PngToCome ? { pngOf: data.svg, zoom: data.zoom } : undefined,
);

describe("what waits for a picture", () => {
  it("is handed on in its order when the picture is there", async () => {
    const order = new InOrder();
    const seen: string[] = [];
    const note = (name: string) => () => {
      seen.push(name);
    };
    let draw: () => void = () => undefined;
    const drawn = new Promise<void>((resolve) => {
      draw = resolve;
    });
    order.pass(note("before"));
    order.pass(note("picture"), drawn);
    order.pass(note("after"));
    order.pass(note("quick picture"), Promise.resolve());
    await Promise.resolve();
    expect(seen).toEqual(["before"]);
    draw();
    await drawn;
    await Promise.resolve();
    expect(seen).toEqual(["before", "picture", "after", "quick picture"]);
  });

  it("is handed on too where the picture fails", async () => {
    const order = new InOrder();
    const seen: number[] = [];
    order.pass(() => seen.push(1), Promise.reject(new Error("no picture")));
    order.pass(() => seen.push(2));
    await new Promise(setImmediate);
    expect(seen).toEqual([1, 2]);
  });
});

describe("a figure's PNG", () => {
  it("leaves main undrawn and is drawn by the worker", async () => {
    const data = await toBundle(new Figure({ figsize: [1, 1], dpi: 72 }));
    if (data === undefined) throw new Error("the figure shows nothing");
    expect(data["image/png"]).toEqual({
      pngOf: data["image/svg+xml"],
      zoom: 1,
    });
    const shown = await withPictures({
      ...{ type: "display", cell: 1, data, metadata: {} },
      ...{ displayId: undefined, update: false },
    });
    if (shown?.type !== "display") throw new Error("the display is lost");
    const png = Buffer.from(String(shown.data["image/png"]), "base64");
    expect(png.toString("latin1", 1, 4)).toBe("PNG");
    expect(shown.data["image/svg+xml"]).toBe(data["image/svg+xml"]);
  });

  it("is base64 to whoever writes the bundle as JSON", () => {
    const figure = new Figure({ figsize: [1, 1] });
    const show = Reflect.get(
      figure,
      Symbol.for("Jupyter.display"),
    ) as () => object;
    const bundle = JSON.parse(JSON.stringify(show.call(figure))) as Record<
      string,
      string
    >;
    expect(bundle["image/png"]).toMatch(/^iVBORw0KGgo/);
  });

  it("that cannot be drawn is left out", async () => {
    const data = { "image/png": { pngOf: "<svg", zoom: 1 }, "text/plain": "f" };
    const shown = await withPictures({
      type: "result",
      cell: 1,
      data,
      metadata: {},
    });
    expect(shown).toMatchObject({ data: { "text/plain": "f" } });
    expect(shown).not.toHaveProperty(["data", "image/png"]);
  });
});
