// Settings for all figures made from now on.

/** Defaults of figures, under matplotlib's names where it has them. */
export interface RcParams {
  /** Inches. */
  "figure.figsize": readonly [number, number];
  /** Dots an inch of PNG images. */
  "figure.dpi": number;
  /** What a notebook is sent. */
  "figure.format": "svg" | "png" | "both";
}

export const rcParams: RcParams = {
  "figure.figsize": [6.4, 4.8],
  "figure.dpi": 100,
  "figure.format": "both",
};
