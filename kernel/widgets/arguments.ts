/** How a function takes its arguments, as its text tells. */

/** Calls a function with values by name. */
export type Caller = (
  f: (...args: never[]) => unknown,
  values: Readonly<Record<string, unknown>>,
) => unknown;

let parameterNames: (
  f: (...args: never[]) => unknown,
) => readonly string[] = () => [];

/** Has the names of parameters read by `read`. */
export function readParametersBy(read: typeof parameterNames): void {
  parameterNames = read;
}

/**
 * How a function of `names` is called: by the names of its parameters, where they are among them; with one object, where
 * it has one parameter that is not.
 *
 * @throws where a parameter has another name than all of them.
 */
export function callerOf(
  f: (...args: never[]) => unknown,
  names: readonly string[],
): Caller {
  const parameters = parameterNames(f);
  if (parameters.length > 0 && parameters.every((p) => names.includes(p)))
    return (f, values) => f(...(parameters.map((p) => values[p]) as never[]));
  const [first] = parameters;
  if (parameters.length === 0 || first?.startsWith("..."))
    return (f, values) => f(...(names.map((name) => values[name]) as never[]));
  const takesAll = parameters.length === 1 && first !== undefined;
  if (takesAll && (first.startsWith("{") || names.length > 1))
    return (f, values) => f(values as never);
  const stranger = parameters.find((p) => !names.includes(p)) ?? "";
  throw new TypeError(
    `interact: the function's parameter ${stranger} has no control; there are ${names.join(", ")}. Call it so, or take one object: ({ ${names.join(", ")} }) => …`,
  );
}
