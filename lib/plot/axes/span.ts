// The limits and the scale of one direction, shared by the axes that share it.
import type { Domain, Extent } from "../artist.js";
import { linear, type Scale } from "../scales.js";

export type Direction = "x" | "y" | "z";

/** Whoever shows data along a span. */
export interface SpanMember {
  /** Changes whenever the data does. */
  readonly version: number;
  extents(direction: Direction, domain: Domain): readonly Extent[];
}

const defaultMargin = 0.05;

export class Span {
  scale: Scale = linear;
  low: number | undefined;
  high: number | undefined;
  inverted = false;
  /** Room beyond the data as a fraction of its width. */
  margin = defaultMargin;
  readonly members: SpanMember[] = [];
  private known:
    | {
        readonly key: string;
        readonly scale: Scale;
        readonly limits: readonly [number, number];
      }
    | undefined;

  constructor(readonly direction: Direction) {}

  /** The limits in view: the user's, or the data's with a margin. */
  limits(): [number, number] {
    const automatic =
      this.low !== undefined && this.high !== undefined
        ? ([this.low, this.high] as const)
        : this.automaticLimits();
    const [low, high] = widened(
      this.low ?? automatic[0],
      this.high ?? automatic[1],
    );
    return this.inverted ? [high, low] : [low, high];
  }

  private extents(): readonly Extent[] {
    const accepts = (value: number) => this.scale.accepts(value);
    const any = Number.isFinite;
    const domain: Domain =
      this.direction === "x" ? { x: accepts, y: any } : { x: any, y: accepts };
    return this.members.flatMap((m) => m.extents(this.direction, domain));
  }

  // The limits are asked for at every tick; a million points are read once.
  private automaticLimits(): readonly [number, number] {
    const versions = this.members.map((member) => member.version);
    const key = [this.margin, ...versions].join(",");
    const { known } = this;
    if (known?.key === key && known.scale === this.scale) return known.limits;
    const limits = this.findLimits();
    this.known = { key, scale: this.scale, limits };
    return limits;
  }

  private findLimits(): readonly [number, number] {
    const horizontal = this.direction === "x";
    const extents = this.extents();
    const ranges = extents.flatMap((e) => {
      const limits = horizontal ? e.x : e.y;
      return limits === undefined ? [] : [limits];
    });
    if (ranges.length === 0) return this.scale.empty;
    const dataLow = Math.min(...ranges.map(([low]) => low));
    const dataHigh = Math.max(...ranges.map(([, high]) => high));
    const sticky = extents.flatMap(
      (e) => (horizontal ? e.stickyX : e.stickyY) ?? [],
    );
    return this.padded(...widened(dataLow, dataHigh), sticky);
  }

  // A margin never crosses a sticky edge: bars stand on zero.
  private padded(
    low: number,
    high: number,
    sticky: readonly number[],
  ): [number, number] {
    const { scale } = this;
    const from = scale.forward(low);
    const to = scale.forward(high);
    const delta = (to - from) * this.margin;
    const tolerance = 1e-9 * Math.abs(high - low);
    const below = sticky.filter((edge) => edge <= low + tolerance);
    const above = sticky.filter((edge) => edge >= high - tolerance);
    return [
      Math.max(scale.inverse(from - delta), ...below),
      Math.min(scale.inverse(to + delta), ...above),
    ];
  }
}

/** Limits that are no single point. */
function widened(low: number, high: number): [number, number] {
  if (low !== high) return [low, high];
  const room = low === 0 ? 0.05 : Math.abs(low) * 0.05;
  return [low - room, high + room];
}
