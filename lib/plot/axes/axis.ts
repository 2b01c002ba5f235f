// One axis of a plot: which ticks it has, and how they and its label look.
import type { Color } from "../color.js";
import type { LineStyle } from "../linestyle.js";
import { formatNumber, type NumberFormat } from "../numberformat.js";
import { pointsOf, presentParams, type RcParams } from "../rcparams.js";
import type { Ticks } from "../scales.js";
import type { Svg } from "../svg.js";
import { measureText, type Box } from "../text/label.js";
import { tickSpace } from "../ticks.js";
import type { Locator } from "./locators.js";
import { minorTicks } from "./minorticks.js";
import type { Span } from "./span.js";

/** Something drawn, where in the stack, and what it covers. */
export interface Piece {
  readonly zorder: number;
  readonly svg: readonly Svg[];
  /** What layout must keep free for it, if anything. */
  readonly box?: Box | undefined;
  readonly clip?: boolean;
  /** Follows the data though it is not cut at the axes: words with arrows. */
  readonly free?: boolean;
  /** What it is of axes in space, so that it can be drawn anew from another side. */
  readonly part?: string;
}

export type Side = "bottom" | "top" | "left" | "right";

/** How the lines of a grid look. */
export interface GridOptions {
  readonly which?: "major" | "minor" | "both";
  readonly axis?: "both" | "x" | "y";
  readonly color?: Color;
  readonly c?: Color;
  readonly linestyle?: LineStyle;
  readonly ls?: LineStyle;
  readonly linewidth?: number;
  readonly lw?: number;
  readonly alpha?: number;
  readonly zorder?: number;
}

/** Ticks and tick labels: lengths and sizes in points. */
export interface TickStyle {
  length: number;
  width: number;
  pad: number;
  labelsize: number;
  rotation: number;
  color: Color;
  labelcolor: Color;
  direction: "out" | "in" | "inout";
  ticks: boolean;
  labels: boolean;
  /** Ticks, and labels, on the other side of the axes too. */
  ticksOpposite: boolean;
  labelsOpposite: boolean;
  ha: "left" | "center" | "right" | undefined;
}

/** Text of a label and how it differs from the default. */
export interface LabelStyle {
  readonly fontsize?: number;
  readonly size?: number;
  readonly color?: Color;
  readonly fontweight?: "normal" | "bold";
  readonly weight?: "normal" | "bold";
  readonly rotation?: number | "horizontal" | "vertical";
  readonly labelpad?: number;
  readonly pad?: number;
  readonly loc?: "left" | "center" | "right";
}

export const labelStyleNames = [
  "fontsize",
  "size",
  "color",
  "fontweight",
  "weight",
  "rotation",
  "labelpad",
  "pad",
  "loc",
] as const;

function usualTicks(
  rc: RcParams,
  direction: "xtick" | "ytick",
  which: "major" | "minor",
): TickStyle {
  return {
    length: rc[`${direction}.${which}.size`],
    width: rc[`${direction}.${which}.width`],
    pad: 3.5,
    labelsize: pointsOf(rc[`${direction}.labelsize`], rc),
    rotation: 0,
    color: rc[`${direction}.color`],
    labelcolor: rc[`${direction}.color`],
    direction: rc[`${direction}.direction`],
    ticks: true,
    labels: true,
    ticksOpposite: false,
    labelsOpposite: false,
    ha: undefined,
  };
}

export class Axis {
  label = "";
  labelStyle: LabelStyle = {};
  /** The settings that the axis was made under. */
  readonly rc = presentParams();
  readonly style: TickStyle;
  readonly minor: TickStyle;
  chosen: { ticks: readonly number[]; labels?: readonly string[] } | undefined;
  minorOn: boolean;
  /** Only whole numbers have ticks. */
  whole = false;
  /** In space: its length on the sheet says nothing about whether labels touch. */
  slanted = false;
  /** At most so many intervals between ticks. */
  nbins: number | undefined;
  grid: GridOptions | undefined;
  visible = true;
  /** Names of categories, in the order of their first appearance. */
  names: readonly string[] = [];
  private locator: Locator | undefined;
  private minorLocator: Locator | undefined;
  private formatter: NumberFormat | undefined;

  constructor(
    readonly span: Span,
    public side: Side,
  ) {
    const tick = this.horizontal ? "xtick" : "ytick";
    this.style = usualTicks(this.rc, tick, "major");
    this.minor = usualTicks(this.rc, tick, "minor");
    this.minorOn = this.rc[`${tick}.minor.visible`];
    if (this.rc["axes.grid"]) this.grid = {};
  }

  get horizontal(): boolean {
    return this.side === "bottom" || this.side === "top";
  }

  /**
   * Sets where ticks stand.
   *
   * @example ax.xaxis.setMajorLocator(plt.multipleLocator(0.5))
   */
  setMajorLocator(locator: Locator): void {
    this.locator = locator;
    this.chosen = undefined;
  }

  /** Sets where ticks between the ticks stand, and shows them. */
  setMinorLocator(locator: Locator): void {
    this.minorLocator = locator;
    this.minorOn = true;
  }

  /**
   * Sets how ticks are written: a function of the value, or a format such as `"{x:.2f}"` or `"%d km"`.
   *
   * @example ax.yaxis.setMajorFormatter((value) => `${100 * value} %`)
   */
  setMajorFormatter(formatter: NumberFormat): void {
    this.formatter = formatter;
  }

  // matplotlib's number of ticks, or fewer where their labels would touch.
  private roomyTicks(low: number, high: number, length: number): Ticks {
    const { scale } = this.span;
    const { labelsize: size, rotation } = this.style;
    // mplot3d's ticks may be that much closer than flat ones.
    const closer = this.slanted ? 24 / 23 : 1;
    let room = this.nbins ?? closer * tickSpace(length, size, this.horizontal);
    let ticks = scale.ticks(low, high, room);
    const broken = () =>
      this.whole && ticks.major.some((tick) => !Number.isInteger(tick));
    while (room > 1 && broken()) ticks = scale.ticks(low, high, --room);
    if (broken()) {
      const major = ticks.major.map(Math.ceil).filter((tick) => tick <= high);
      ticks = { ...ticks, major, ...scale.labels(major, [low, high]) };
    }
    if (!this.horizontal || this.slanted || rotation !== 0) return ticks;
    while (room > 1 && this.touching(ticks, low, high, length)) {
      room--;
      ticks = scale.ticks(low, high, room);
    }
    return ticks;
  }

  private touching(
    ticks: Ticks,
    low: number,
    high: number,
    length: number,
  ): boolean {
    const { scale } = this.span;
    const size = this.style.labelsize;
    const width = scale.forward(high) - scale.forward(low);
    return ticks.major.some((tick, i) => {
      const next = ticks.major[i + 1];
      if (next === undefined) return false;
      const apart = (scale.forward(next) - scale.forward(tick)) / width;
      const both = [ticks.labels[i] ?? "", ticks.labels[i + 1] ?? ""];
      const needed = both.reduce(
        (sum, label) => sum + measureText(label, { size }).width / 2,
        0.3 * size,
      );
      return apart * length < needed;
    });
  }

  private located(low: number, high: number, length: number): Ticks {
    if (this.locator === undefined) return this.roomyTicks(low, high, length);
    const major = within(this.locator(low, high), low, high);
    return { major, minor: [], ...this.span.scale.labels(major, [low, high]) };
  }

  /** The ticks in view on an axis of a length in points. */
  ticks(length: number): Ticks {
    const [a, b] = this.span.limits();
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    const automatic = this.located(low, high, length);
    const shown =
      this.chosen === undefined ? automatic : this.choose(low, high);
    const minor = this.minorTicks(shown, automatic, low, high);
    return { ...shown, minor, ...this.written(shown) };
  }

  private minorTicks(
    shown: Ticks,
    automatic: Ticks,
    low: number,
    high: number,
  ): readonly number[] {
    if (this.minorLocator !== undefined) {
      const { major } = shown;
      const slack = 1e-9 * (high - low);
      const free = (tick: number) =>
        !major.some((other) => Math.abs(other - tick) <= slack);
      return within(this.minorLocator(low, high), low, high).filter(free);
    }
    if (this.minorOn) return minorTicks(shown, low, high);
    return this.chosen === undefined ? automatic.minor : [];
  }

  private choose(low: number, high: number): Ticks {
    const { ticks = [], labels } = this.chosen ?? {};
    const slack = 1e-9 * (high - low);
    const shown = ticks
      .map((tick, i) => ({ tick, label: labels?.[i] ?? "" }))
      .filter(({ tick }) => tick >= low - slack && tick <= high + slack);
    const major = shown.map(({ tick }) => tick);
    const written =
      labels === undefined
        ? this.span.scale.labels(major, [low, high])
        : { labels: shown.map(({ label }) => label), offset: "" };
    return { major, minor: [], ...written };
  }

  private written(ticks: Ticks): Pick<Ticks, "labels" | "offset"> {
    const { formatter } = this;
    if (formatter === undefined || this.chosen?.labels !== undefined)
      return { labels: ticks.labels, offset: ticks.offset };
    const labels = ticks.major.map((tick) => formatNumber(formatter, tick));
    return { labels, offset: "" };
  }
}

function within(
  ticks: readonly number[],
  low: number,
  high: number,
): readonly number[] {
  const slack = 1e-9 * (high - low);
  return ticks.filter((tick) => tick >= low - slack && tick <= high + slack);
}
