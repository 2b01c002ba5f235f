/** Runs a program to its end; `output` is what it wrote to both streams. */
export function capture(
  program: string,
  args: readonly string[],
  options?: object,
): { readonly status: number; readonly output: string };
