// The parts of a PDF file and the table that finds them (ISO 32000-1, 7.5).
import { deflateSync } from "node:zlib";

export class PdfFile {
  private readonly objects: Buffer[] = [];

  /** Adds an object and gives its number. */
  add(content: string): number {
    return this.objects.push(Buffer.from(content, "latin1"));
  }

  /** A number for an object that others must name before it is known. */
  reserve(): number {
    return this.add("");
  }

  /** Gives a reserved number its object. */
  fill(number: number, content: string): void {
    this.objects[number - 1] = Buffer.from(content, "latin1");
  }

  /** Adds a compressed stream and gives its number. */
  addStream(dictionary: string, data: string | Uint8Array): number {
    const raw = typeof data === "string" ? Buffer.from(data, "latin1") : data;
    const packed = deflateSync(raw);
    const head = `<< ${dictionary} /Filter /FlateDecode /Length ${String(packed.length)} >>\nstream\n`;
    return this.objects.push(
      Buffer.concat([
        Buffer.from(head, "latin1"),
        packed,
        Buffer.from("\nendstream", "latin1"),
      ]),
    );
  }

  /** The file with an object as its catalogue. */
  write(catalogue: number): Buffer {
    const parts = [
      Buffer.from("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1"),
    ];
    let at = parts[0]?.length ?? 0;
    const starts = this.objects.map((object, i) => {
      const start = at;
      const part = Buffer.concat([
        Buffer.from(`${String(i + 1)} 0 obj\n`, "latin1"),
        object,
        Buffer.from("\nendobj\n", "latin1"),
      ]);
      parts.push(part);
      at += part.length;
      return start;
    });
    const size = String(this.objects.length + 1);
    const rows = starts.map((s) => `${String(s).padStart(10, "0")} 00000 n \n`);
    const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join("")}`;
    const trailer = `trailer\n<< /Size ${size} /Root ${String(catalogue)} 0 R >>\nstartxref\n${String(at)}\n%%EOF\n`;
    return Buffer.concat([...parts, Buffer.from(table + trailer, "latin1")]);
  }
}
