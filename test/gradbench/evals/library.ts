/**
 * The library as the evals see it. They take it as an argument, so that their own files hold plain functions alone and
 * are compiled as anybody's are.
 */
export type Library = typeof import("../../../lib/index.js");

/** The functions of one module of GradBench, each of its input. */
export type Module = Readonly<Record<string, (input: never) => unknown>>;
