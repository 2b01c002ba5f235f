// What a PDF must know of a TrueType font: glyphs of characters, their widths
// (OpenType specification, tables cmap format 4, hmtx, hhea, head).
import { readFileSync } from "node:fs";

export interface FontFile {
  readonly data: Buffer;
  readonly unitsPerEm: number;
  glyphOf(codePoint: number): number;
  /** In 1/1000 em. */
  widthOf(glyph: number): number;
}

function tableStarts(data: Buffer): Map<string, number> {
  const count = data.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const entry = 12 + 16 * i;
      const tag = data.toString("latin1", entry, entry + 4);
      return [tag, data.readUInt32BE(entry + 8)];
    }),
  );
}

function startOfFormat4(data: Buffer, cmap: number): number {
  const count = data.readUInt16BE(cmap + 2);
  for (let i = 0; i < count; i++) {
    const start = cmap + data.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (data.readUInt16BE(start) === 4) return start;
  }
  throw new Error("internal: the font has no cmap of format 4");
}

// Segments of code points with a shift, or a table, of glyphs each.
function readCmap(data: Buffer, start: number): Map<number, number> {
  const doubled = data.readUInt16BE(start + 6);
  const glyphs = new Map<number, number>();
  for (let i = 0; i < doubled; i += 2) {
    const last = data.readUInt16BE(start + 14 + i);
    const first = data.readUInt16BE(start + 16 + doubled + i);
    const shift = data.readUInt16BE(start + 16 + 2 * doubled + i);
    const offsetAt = start + 16 + 3 * doubled + i;
    const offset = data.readUInt16BE(offsetAt);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const listed =
        offset === 0
          ? code
          : data.readUInt16BE(offsetAt + offset + 2 * (code - first));
      if (listed !== 0) glyphs.set(code, (listed + shift) & 0xffff);
    }
  }
  return glyphs;
}

/** Reads a font file. */
export function readFont(path: string): FontFile {
  const data = readFileSync(path);
  const tables = tableStarts(data);
  const start = (tag: string): number => {
    const found = tables.get(tag);
    if (found === undefined)
      throw new Error(`internal: the font has no table ${tag}`);
    return found;
  };
  const glyphs = readCmap(data, startOfFormat4(data, start("cmap")));
  const unitsPerEm = data.readUInt16BE(start("head") + 18);
  const widths = data.readUInt16BE(start("hhea") + 34);
  const hmtx = start("hmtx");
  return {
    data,
    unitsPerEm,
    glyphOf: (codePoint) => glyphs.get(codePoint) ?? 0,
    widthOf(glyph) {
      const index = Math.min(glyph, widths - 1);
      return (data.readUInt16BE(hmtx + 4 * index) * 1000) / unitsPerEm;
    },
  };
}
