// The drawing of a figure as one PDF page: text stays text, lines lines.
import { inflateSync } from "node:zlib";
import { fontFiles } from "../assets.js";
import { hexToRgb } from "../color.js";
import type { Svg } from "../svg.js";
import { PdfFile } from "./file.js";
import { readFont, type FontFile } from "./font.js";
import { pathOperators, rectangleOperators } from "./path.js";

type Attributes = Svg["attributes"];

interface UsedFont {
  readonly name: string;
  readonly file: FontFile;
  readonly glyphs: Map<number, number>;
}

function numberOf(attributes: Attributes, name: string, otherwise = 0): number {
  const value = attributes[name];
  return value === undefined ? otherwise : Number(value);
}

function fixed(...values: readonly number[]): string {
  return values.map((v) => String(Math.round(v * 1e5) / 1e5)).join(" ");
}

function colorOperator(hex: string, operator: "rg" | "RG"): string {
  return `${fixed(...hexToRgb(hex))} ${operator}`;
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, "0");
}

/** SVG's translate, scale and rotate as PDF matrices. */
function matrices(transform: string): string[] {
  const out: string[] = [];
  for (const [, name, list = ""] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
    const [a = 0, b, c = 0] = list.split(/[\s,]+/).map(Number);
    if (name === "translate") out.push(`1 0 0 1 ${fixed(a, b ?? 0)} cm`);
    else if (name === "scale") out.push(`${fixed(a, 0, 0, b ?? a, 0, 0)} cm`);
    else if (name === "rotate") {
      const angle = (a * Math.PI) / 180;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const y = b ?? 0;
      out.push(
        `1 0 0 1 ${fixed(y, c)} cm`,
        `${fixed(cos, sin, -sin, cos, 0, 0)} cm`,
        `1 0 0 1 ${fixed(-y, -c)} cm`,
      );
    } else throw new Error(`internal: transform ${String(name)} in a PDF`);
  }
  return out;
}

function textOf(element: Svg): string {
  return element.children.filter((child) => typeof child === "string").join("");
}

class Page {
  readonly out: string[] = [];
  readonly states = new Map<string, string>();
  readonly images: { name: string; number: number }[] = [];
  readonly fonts: UsedFont[] = [];

  constructor(private readonly file: PdfFile) {}

  private opacity(fill: number, stroke: number): void {
    if (fill === 1 && stroke === 1) return;
    const key = `/ca ${fixed(fill)} /CA ${fixed(stroke)}`;
    const name = this.states.get(key) ?? `G${String(this.states.size)}`;
    this.states.set(key, name);
    this.out.push(`/${name} gs`);
  }

  // Builds the path, then fills and strokes it as its attributes say. What is
  // not said comes from the group around.
  private paint(attributes: Attributes, path: string, inherited: string): void {
    const fill = String(attributes["fill"] ?? inherited);
    const stroke = String(attributes["stroke"] ?? "none");
    if (path === "" || (fill === "none" && stroke === "none")) return;
    this.out.push("q");
    this.opacity(
      numberOf(attributes, "fill-opacity", 1),
      numberOf(attributes, "stroke-opacity", 1),
    );
    if (fill !== "none") this.out.push(colorOperator(fill, "rg"));
    if (stroke !== "none") this.strokeState(attributes, stroke);
    const evenOdd = attributes["fill-rule"] === "evenodd" ? "*" : "";
    const operator =
      fill === "none" ? "S" : stroke === "none" ? `f${evenOdd}` : `B${evenOdd}`;
    this.out.push(path, operator, "Q");
  }

  private strokeState(attributes: Attributes, stroke: string): void {
    const caps = ["butt", "round", "square"];
    const joins = ["miter", "round", "bevel"];
    const index = (list: string[], name: string) =>
      Math.max(0, list.indexOf(String(attributes[name])));
    this.out.push(
      colorOperator(stroke, "RG"),
      `${fixed(numberOf(attributes, "stroke-width", 1))} w`,
      `${String(index(caps, "stroke-linecap"))} J`,
      `${String(index(joins, "stroke-linejoin"))} j`,
    );
    const dashes = attributes["stroke-dasharray"];
    if (dashes !== undefined) this.out.push(`[${String(dashes)}] 0 d`);
  }

  private font(bold: boolean): UsedFont {
    const name = bold ? "FB" : "FR";
    const known = this.fonts.find((font) => font.name === name);
    if (known !== undefined) return known;
    const path = fontFiles()[bold ? 1 : 0];
    if (path === undefined)
      throw new Error("savefig: the fonts of the package are missing");
    const font = { name, file: readFont(path), glyphs: new Map() };
    this.fonts.push(font);
    return font;
  }

  private text(element: Svg, inherited: string): void {
    const { attributes } = element;
    const font = this.font(attributes["font-weight"] === "bold");
    const glyphs = Array.from(textOf(element), (character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      const glyph = font.file.glyphOf(codePoint);
      font.glyphs.set(glyph, codePoint);
      return hex4(glyph);
    });
    // The page's y axis points down; letters must not.
    const slant = attributes["font-style"] === "italic" ? 0.2 : 0;
    const place = fixed(numberOf(attributes, "x"), numberOf(attributes, "y"));
    const size = fixed(numberOf(attributes, "font-size", 10));
    this.out.push("q");
    this.opacity(numberOf(attributes, "fill-opacity", 1), 1);
    this.out.push(
      colorOperator(String(attributes["fill"] ?? inherited), "rg"),
      `BT /${font.name} ${size} Tf 1 0 ${fixed(slant)} -1 ${place} Tm <${glyphs.join("")}> Tj ET`,
      "Q",
    );
  }

  // Images come from our own PNG writer: eight-bit RGBA rows, unfiltered.
  private image(attributes: Attributes): void {
    const data = String(attributes["href"]).split(",")[1] ?? "";
    const png = Buffer.from(data, "base64");
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    const colors = Buffer.alloc(width * height * 3);
    const alphas = Buffer.alloc(width * height);
    for (let i = 0; i < width * height; i++) {
      const from =
        Math.floor(i / width) * (4 * width + 1) + 1 + 4 * (i % width);
      rows.copy(colors, 3 * i, from, from + 3);
      alphas[i] = rows[from + 3] ?? 255;
    }
    const shape = `/Type /XObject /Subtype /Image /Width ${String(width)} /Height ${String(height)} /BitsPerComponent 8`;
    const mask = this.file.addStream(
      `${shape} /ColorSpace /DeviceGray`,
      alphas,
    );
    const number = this.file.addStream(
      `${shape} /ColorSpace /DeviceRGB /SMask ${String(mask)} 0 R`,
      colors,
    );
    const name = `I${String(this.images.length)}`;
    this.images.push({ name, number });
    const [x, y, w, h] = ["x", "y", "width", "height"].map((part) =>
      numberOf(attributes, part),
    );
    const matrix = fixed(w ?? 0, 0, 0, -(h ?? 0), x ?? 0, (y ?? 0) + (h ?? 0));
    this.out.push("q", `${matrix} cm /${name} Do`, "Q");
  }

  private rectangle(attributes: Attributes): string {
    const [x = 0, y = 0, width = 0, height = 0, radius = 0] = [
      "x",
      "y",
      "width",
      "height",
      "rx",
    ].map((part) => numberOf(attributes, part));
    return rectangleOperators(x, y, width, height, radius);
  }

  /** Draws an element and what is in it. */
  draw(element: Svg, inherited: string): void {
    const { transform } = element.attributes;
    if (transform === undefined) {
      this.drawPlaced(element, inherited);
      return;
    }
    this.out.push("q", ...matrices(String(transform)));
    this.drawPlaced(element, inherited);
    this.out.push("Q");
  }

  private drawPlaced(element: Svg, inherited: string): void {
    const { attributes, tag } = element;
    const own = attributes["fill"];
    const fill = own === undefined ? inherited : String(own);
    if (tag === "path") {
      const path = pathOperators(String(attributes["d"]));
      this.paint(attributes, path, inherited);
    } else if (tag === "rect") {
      this.paint(attributes, this.rectangle(attributes), inherited);
    } else if (tag === "line") {
      const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((part) =>
        fixed(numberOf(attributes, part)),
      );
      const path = `M${String(x1)} ${String(y1)}L${String(x2)} ${String(y2)}`;
      this.paint(attributes, pathOperators(path), "none");
    } else if (tag === "text") {
      this.text(element, inherited);
    } else if (tag === "image") {
      this.image(attributes);
    } else if (tag === "g" || tag === "svg") {
      this.out.push("q");
      if (tag === "svg" && attributes["overflow"] === "hidden")
        this.out.push(this.rectangle(attributes), "W n");
      for (const child of element.children) {
        if (typeof child !== "string") this.draw(child, fill);
      }
      this.out.push("Q");
    }
  }
}

function addFont(file: PdfFile, font: UsedFont): number {
  const bold = font.name === "FB";
  const name = bold ? "DejaVuSans-Bold" : "DejaVuSans";
  const { data } = font.file;
  const length = `/Length1 ${String(data.length)}`;
  const stream = file.addStream(length, data);
  const descriptor = file.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 32 /FontBBox [-1021 -463 1793 1232] /ItalicAngle 0 /Ascent 928 /Descent -236 /CapHeight 729 /StemV ${bold ? "180" : "90"} /FontFile2 ${String(stream)} 0 R >>`,
  );
  const widths = [...font.glyphs.keys()].map(
    (glyph) => `${String(glyph)} [${fixed(font.file.widthOf(glyph))}]`,
  );
  const descendant = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor ${String(descriptor)} 0 R /W [${widths.join(" ")}] >>`,
  );
  // So that text can be searched and copied.
  const pairs = [...font.glyphs].map(
    ([glyph, code]) => `<${hex4(glyph)}> <${hex4(code)}>`,
  );
  const map = file.addStream(
    "",
    `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange ${String(pairs.length)} beginbfchar\n${pairs.join("\n")}\nendbfchar endcmap CMapName currentdict /CMap defineresource pop end end`,
  );
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${String(descendant)} 0 R] /ToUnicode ${String(map)} 0 R >>`,
  );
}

/**
 * A drawing as a PDF file of one page.
 *
 * @param root the figure's `<svg>`, in points
 */
export function toPdf(root: Svg): Buffer {
  const file = new PdfFile();
  const page = new Page(file);
  const [x = 0, y = 0, width = 0, height = 0] = String(
    root.attributes["viewBox"],
  )
    .split(" ")
    .map(Number);
  // SVG counts y downwards from the top, PDF upwards from the bottom.
  page.out.push(`1 0 0 -1 ${fixed(-x, height + y)} cm`);
  page.draw({ ...root, attributes: {} }, "#000000");
  const content = file.addStream("", page.out.join("\n"));
  const fonts = page.fonts.map(
    (font) => `/${font.name} ${String(addFont(file, font))} 0 R`,
  );
  const states = [...page.states].map(([key, name]) => `/${name} << ${key} >>`);
  const images = page.images.map(
    ({ name, number }) => `/${name} ${String(number)} 0 R`,
  );
  const resources = `<< /Font << ${fonts.join(" ")} >> /ExtGState << ${states.join(" ")} >> /XObject << ${images.join(" ")} >> >>`;
  const pages = file.reserve();
  const single = file.add(
    `<< /Type /Page /Parent ${String(pages)} 0 R /MediaBox [0 0 ${fixed(width, height)}] /Resources ${resources} /Contents ${String(content)} 0 R >>`,
  );
  file.fill(pages, `<< /Type /Pages /Kids [${String(single)} 0 R] /Count 1 >>`);
  return file.write(
    file.add(`<< /Type /Catalog /Pages ${String(pages)} 0 R >>`),
  );
}
