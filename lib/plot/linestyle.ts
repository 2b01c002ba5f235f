// Lines as people write them: styles, dashes and format strings.
import { isColor } from "./color.js";
import { unknown } from "./options.js";
import { markerNames, type MarkerName } from "./markers.js";

/** `"-"`, `"--"`, `"-."`, `":"`, their names, or lengths of dashes and gaps. */
export type LineStyle =
  | "-"
  | "--"
  | "-."
  | ":"
  | "solid"
  | "dashed"
  | "dashdot"
  | "dotted"
  | "none"
  | "None"
  | ""
  | " "
  | readonly number[];

type DashName = "-" | "--" | "-." | ":";

const names: Readonly<Record<string, DashName | "none">> = {
  "-": "-",
  "--": "--",
  "-.": "-.",
  ":": ":",
  solid: "-",
  dashed: "--",
  dashdot: "-.",
  dotted: ":",
  none: "none",
  None: "none",
  "": "none",
  " ": "none",
};

// In units of the line's width.
const dashes: Readonly<Record<DashName, readonly number[]>> = {
  "-": [],
  "--": [3.7, 1.6],
  "-.": [6.4, 1.6, 1, 1.6],
  ":": [1, 1.65],
};

/**
 * SVG attributes for a line of a style and width; undefined for no line.
 *
 * @throws RangeError for an unknown style.
 */
export function lineAttributes(
  style: LineStyle,
  width: number,
): Record<string, string | number> | undefined {
  const pattern = typeof style === "string" ? namedDashes(style) : style;
  if (pattern === undefined) return undefined;
  const attributes = { "stroke-width": width, "stroke-linejoin": "round" };
  if (pattern.length === 0)
    return { ...attributes, "stroke-linecap": "square" };
  const lengths = pattern.map((d) => Math.round(d * width * 100) / 100);
  return { ...attributes, "stroke-dasharray": lengths.join(" ") };
}

function namedDashes(style: string): readonly number[] | undefined {
  const name = names[style];
  if (name === undefined)
    throw unknown("plot", "line style", style, Object.keys(names));
  return name === "none" ? undefined : dashes[name];
}

/** What a format string such as `"r--o"` says. */
export interface Format {
  readonly color?: string;
  readonly linestyle?: DashName;
  readonly marker?: MarkerName;
}

/**
 * Reads matplotlib's format string: a marker, a line style and a colour in any
 * order.
 *
 * @throws RangeError when a part is none of these.
 * @example parseFormat("ro--") // { color: "r", marker: "o", linestyle: "--" }
 */
export function parseFormat(format: string): Format {
  // "0.5" would be a grey, but as a format it is refused by matplotlib too.
  if (format.length > 1 && !/\d/.test(format[0] ?? "") && isColor(format))
    return { color: format };
  const read: {
    color?: string;
    linestyle?: DashName;
    marker?: MarkerName;
  } = {};
  let rest = format;
  while (rest !== "") {
    const style = /^(--|-\.|-|:)/.exec(rest)?.[0] as DashName | undefined;
    const place = /^C\d+/.exec(rest)?.[0];
    const letter = /^[bgrcmykw]/.exec(rest)?.[0];
    const first = rest[0] ?? "";
    if (style !== undefined && read.linestyle === undefined) {
      read.linestyle = style;
    } else if (place !== undefined || letter !== undefined) {
      read.color = place ?? letter ?? "";
    } else if (isMarker(first) && read.marker === undefined) {
      read.marker = first;
    } else {
      throw new RangeError(
        `plot: format \`${format}\` is not understood at \`${rest}\`; write a colour letter, a line style and a marker, such as "r--o"`,
      );
    }
    rest = rest.slice((style ?? place ?? letter ?? first).length);
  }
  return read;
}

function isMarker(text: string): text is MarkerName {
  return (markerNames as readonly string[]).includes(text);
}
