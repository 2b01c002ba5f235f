import { isNode, type Node, type Value } from "../ir/node.js";
import { atom, type Tex } from "../ir/tex.js";
import { texOfName } from "../latex/names.js";
import { texOfNumber } from "../latex/numbers.js";
import { subgraphOf } from "../derive/graph.js";
import { type Cotangents, pullThrough } from "../derive/reverse.js";
import { parameterNames } from "../source/parameters.js";
import type { AnyFunction } from "./derived.js";
import { scalarOutput } from "./grad.js";
import { type Trace, traceCall } from "./trace.js";

/** One value of a computation. */
export interface Vertex {
  readonly kind: "variable" | "constant" | "operation";
  /** The operation's name; empty for what was not computed. */
  readonly operation: string;
  /** What the value is called, as LaTeX: a parameter by its name, intermediate values `v_{1}`, `v_{2}` … */
  readonly name: string;
  /** How it was made from the others, as LaTeX: `v_{1} + \sin v_{2}`; its name where it was not computed. */
  readonly formula: string;
  /** The vertices that it was made from, by their places in the list. Plain numbers stand in the formula alone. */
  readonly inputs: readonly number[];
  readonly value: Value;
  /** The derivative of the result by this value; `undefined` where the result does not depend on it. */
  readonly gradient: Value | undefined;
}

/** The computation of one value: its parts, inputs before what is made of them, the result last. */
export interface ComputationGraph {
  readonly vertices: readonly Vertex[];
}

/**
 * What a function computes for some arguments, one operation after the other, with the values on the way forward and the
 * derivatives on the way back (Griewank and Walther, Evaluating Derivatives, chapter 3: the evaluation trace).
 *
 * @param f a function whose value is a number
 * @throws where the value is no number, or depends on no argument.
 * @example
 * const { vertices } = computationGraph((x: number, y: number) => x * y + x, 2, 3);
 * vertices.map(({ gradient }) => gradient); // [4, 2, 1, 1]
 */
export function computationGraph<A extends unknown[]>(
  f: (...args: A) => Value,
  ...args: A
): ComputationGraph {
  const trace = traceCall("computationGraph", f, args, undefined);
  const output = scalarOutput("computationGraph", trace.output);
  const variables = new Set(trace.variables);
  const graph = subgraphOf([output], variables);
  if (!isNode(output) || graph.nodes.length === 0) {
    throw new Error(
      "computationGraph: the value does not depend on the arguments; return something that is computed from them",
    );
  }
  const gradients: Cotangents = new Map();
  const seeds = [{ output, cotangent: 1 }];
  const found = pullThrough(graph, seeds, variables, false, gradients);
  for (const [node, cotangent] of found) gradients.set(node, cotangent);
  return { vertices: list(f, trace, graph.nodes, gradients) };
}

/** The nodes as a list, each with its name and formula. */
function list(
  f: AnyFunction,
  trace: Trace,
  nodes: readonly Node[],
  gradients: Cotangents,
): Vertex[] {
  const vertices: Vertex[] = [];
  const places = new Map<Node, number>();
  const names = variableNames(f, trace);
  let [computed, constants] = [0, 0];
  const place = (node: Node, vertex: Omit<Vertex, "value" | "gradient">) => {
    places.set(node, vertices.length);
    const value = node.detached();
    const gradient = gradients.get(node);
    vertices.push({ ...vertex, value, gradient });
  };
  const leaf = (node: Node, kind: Vertex["kind"], name: string) => {
    place(node, { kind, operation: "", name, formula: name, inputs: [] });
  };
  const written = (input: Value): Tex => {
    if (!isNode(input)) return texOfNumber(input);
    const known = places.get(input);
    if (known === undefined) {
      leaf(input, "constant", `c_{${String(++constants)}}`);
    }
    return atom(vertices[places.get(input) ?? 0]?.name ?? "");
  };
  // Arguments stand first and in their order, also those that a branch left out.
  for (const [node, name] of names) leaf(node, "variable", name);
  for (const node of nodes) {
    if (node.origin === undefined || names.has(node)) continue;
    const { op, inputs, params } = node.origin;
    const formula = op.tex(inputs.map(written), params).text;
    const name = `v_{${String(++computed)}}`;
    const from = inputs.flatMap((input) =>
      isNode(input) ? (places.get(input) ?? []) : [],
    );
    const { name: operation } = op;
    place(node, { kind: "operation", operation, name, formula, inputs: from });
  }
  return vertices;
}

/** What the variables are called: a parameter's name, with an index where it holds several numbers. */
function variableNames(f: AnyFunction, trace: Trace): Map<Node, string> {
  const parameters = parameterNames(f);
  const names = new Map<Node, string>();
  for (const { index, variables } of trace.arguments) {
    const given = parameters[index] ?? "";
    const stem = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(given)
      ? given
      : "x";
    variables.forEach((variable, i) => {
      const one = variables.length === 1;
      names.set(variable, texOfName(one ? stem : `${stem}_${String(i)}`));
    });
  }
  return names;
}
