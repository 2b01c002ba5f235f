// SVG path data as PDF path operators (ISO 32000-1, section 8.5.2).

type Point = readonly [number, number];

// The control points of a quarter circle lie so far from its ends.
const quarter = 0.5522847498;

function text(...values: readonly number[]): string {
  return values.map((v) => String(Math.round(v * 1000) / 1000)).join(" ");
}

const argumentCounts: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};

class Pen {
  readonly out: string[] = [];
  at: Point = [0, 0];
  start: Point = [0, 0];
  control: Point | undefined;

  move(to: Point): void {
    this.out.push(`${text(...to)} m`);
    this.at = to;
    this.start = to;
  }

  line(to: Point): void {
    this.out.push(`${text(...to)} l`);
    this.at = to;
  }

  cubic(a: Point, b: Point, to: Point): void {
    this.out.push(`${text(...a, ...b, ...to)} c`);
    this.at = to;
  }

  // A quadratic curve as the cubic one that it is.
  quadratic(control: Point, to: Point): void {
    const near = (p: Point): Point => [
      p[0] + (2 / 3) * (control[0] - p[0]),
      p[1] + (2 / 3) * (control[1] - p[1]),
    ];
    this.cubic(near(this.at), near(to), to);
    this.control = control;
  }

  // Markers use half circles between the ends of a diameter, nothing else.
  halfCircle(to: Point): void {
    const [x0, y0] = this.at;
    const centre: Point = [(x0 + to[0]) / 2, (y0 + to[1]) / 2];
    const [rx, ry]: Point = [x0 - centre[0], y0 - centre[1]];
    const at = (a: number, b: number): Point => [
      centre[0] + a * rx + b * ry,
      centre[1] + a * ry - b * rx,
    ];
    this.cubic(at(1, quarter), at(quarter, 1), at(0, 1));
    this.cubic(at(-quarter, 1), at(-1, quarter), to);
  }

  close(): void {
    this.out.push("h");
    this.at = this.start;
  }
}

function apply(pen: Pen, command: string, args: readonly number[]): void {
  const relative = command !== command.toUpperCase();
  const [ox, oy]: Point = relative ? pen.at : [0, 0];
  const point = (i: number): Point => [
    (args[i] ?? 0) + ox,
    (args[i + 1] ?? 0) + oy,
  ];
  const [x, y] = pen.at;
  const previous = pen.control;
  pen.control = undefined;
  switch (command.toUpperCase()) {
    case "M":
      pen.move(point(0));
      break;
    case "L":
      pen.line(point(0));
      break;
    case "H":
      pen.line([(args[0] ?? 0) + ox, y]);
      break;
    case "V":
      pen.line([x, (args[0] ?? 0) + oy]);
      break;
    case "C":
      pen.cubic(point(0), point(2), point(4));
      break;
    case "Q":
      pen.quadratic(point(0), point(2));
      break;
    case "T": {
      const [px, py] = previous ?? pen.at;
      pen.quadratic([2 * x - px, 2 * y - py], point(0));
      break;
    }
    case "A":
      pen.halfCircle(point(5));
      break;
    case "Z":
      pen.close();
      break;
    default:
      throw new Error(`internal: path command ${command} in a PDF`);
  }
}

/** PDF operators that build the path of SVG data. */
export function pathOperators(data: string): string {
  const pen = new Pen();
  for (const [, command = "", rest = ""] of data.matchAll(
    /([a-zA-Z])([^a-zA-Z]*)/g,
  )) {
    const numbers = (rest.match(/-?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const count = argumentCounts[command.toUpperCase()] ?? 0;
    if (count === 0) apply(pen, command, []);
    // Further pairs after M are lines (SVG 1.1, section 8.3.2).
    for (let i = 0; count > 0 && i + count <= numbers.length; i += count) {
      const again = i > 0 && command.toUpperCase() === "M";
      const repeated = command === "m" ? "l" : "L";
      apply(pen, again ? repeated : command, numbers.slice(i, i + count));
    }
  }
  return pen.out.join("\n");
}

/** PDF operators of a rectangle, its corners perhaps rounded. */
export function rectangleOperators(
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): string {
  const r = Math.min(radius, width / 2, height / 2);
  if (r === 0) return `${text(x, y, width, height)} re`;
  const [right, bottom, k] = [x + width, y + height, r * (1 - quarter)];
  return [
    `${text(x + r, y)} m ${text(right - r, y)} l`,
    `${text(right - k, y, right, y + k, right, y + r)} c`,
    `${text(right, bottom - r)} l`,
    `${text(right, bottom - k, right - k, bottom, right - r, bottom)} c`,
    `${text(x + r, bottom)} l`,
    `${text(x + k, bottom, x, bottom - k, x, bottom - r)} c`,
    `${text(x, y + r)} l`,
    `${text(x, y + k, x + k, y, x + r, y)} c h`,
  ].join("\n");
}
