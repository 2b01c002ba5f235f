import { adam, adamw, gd, momentum, nesterov, rmsprop } from "./first-order.js";
import type { Method } from "./method.js";
import { nelderMead } from "./nelder-mead.js";
import { newton, newtonCg } from "./newton.js";
import { bfgs, lbfgs } from "./quasi-newton.js";

/** The methods by which `minimize` can go, except those of least squares, which look at residuals. */
export const methods = {
  gd,
  momentum,
  nesterov,
  rmsprop,
  adam,
  adamw,
  newton,
  "newton-cg": newtonCg,
  bfgs,
  lbfgs,
  "nelder-mead": nelderMead,
} satisfies Record<string, Method>;
