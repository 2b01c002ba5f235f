// Commands of pyplot that are methods of the current axes.
import { Axes } from "../axes/axes.js";
import { Axes3D } from "../axes/axes3d.js";
import { currentAxes, flatAxes, spaceAxes } from "./state.js";

const flatNames = [
  "semilogx",
  "semilogy",
  "loglog",
  "step",
  "bar",
  "barh",
  "hist",
  "pie",
  "stackplot",
  "boxplot",
  "errorbar",
  "stem",
  "fillBetween",
  "fillBetweenx",
  "fill",
  "axhline",
  "axvline",
  "axhspan",
  "axvspan",
  "hlines",
  "vlines",
  "contourf",
  "clabel",
  "imshow",
  "pcolormesh",
  "quiver",
  "streamplot",
  "text",
  "annotate",
  "arrow",
  "margins",
  "tickParams",
  "minorticksOn",
] as const satisfies readonly (keyof Axes)[];

const spaceNames = [
  "plotSurface",
  "plotWireframe",
  "viewInit",
] as const satisfies readonly (keyof Axes3D)[];

const bothNames = [
  "plot",
  "scatter",
  "contour",
  "grid",
  "axis",
  "legend",
] as const satisfies readonly (keyof Axes & keyof Axes3D)[];

type FlatCommands = Pick<Axes, (typeof flatNames)[number]>;
type SpaceCommands = Pick<Axes3D, (typeof spaceNames)[number]>;
// Flat axes come first: their documentation is what is usually wanted.
type BothCommands = {
  [K in (typeof bothNames)[number]]: Axes[K] & Axes3D[K];
};

/** Commands that the current axes carry out. */
export type AxesCommands = FlatCommands & SpaceCommands & BothCommands;

type Method = (...args: unknown[]) => unknown;

function call(target: object, name: string, args: unknown[]): unknown {
  const method = (target as Record<string, Method | undefined>)[name];
  if (method === undefined)
    throw new Error(`internal: axes have no method ${name}`);
  return method.apply(target, args);
}

/** One function for each command. */
export function axesCommands(): AxesCommands {
  const commands: Record<string, Method> = {};
  for (const name of flatNames)
    commands[name] = (...args) => call(flatAxes(name), name, args);
  for (const name of spaceNames)
    commands[name] = (...args) => call(spaceAxes(name), name, args);
  for (const name of bothNames)
    commands[name] = (...args) => call(currentAxes(), name, args);
  return commands as unknown as AxesCommands;
}
