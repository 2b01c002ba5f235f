import { Derivation, type Step } from "../latex/derivation.js";
import { kindOfTree, transposed } from "./algebra.js";
import { tensorOfTree } from "./build.js";
import { type Point, relativeError } from "./check.js";
import { isZero, productTree, rebuilt } from "./combine.js";
import { type Dense, dense, mapDense } from "./dense.js";
import { type Answer, derive, shapesLike } from "./derive.js";
import { differential, Differentials } from "./differentials.js";
import { Evaluator } from "./evaluate.js";
import { printIndexed } from "./indices.js";
import { print } from "./print.js";
import { Shapes } from "./shapes.js";
import { partialTex, TexWriter } from "./tex.js";
import { call, mapParts, type Tree } from "./tree.js";

/**
 * How a derivative is found by differentials: d(f) is taken apart rule by rule until d(x) alone is left; what stands
 * before it is the derivative. The last line before that is compared with the derivative at random points.
 *
 * @throws RangeError where a function has no differential in matrix notation.
 */
export function derivationOf(
  answer: Answer,
  by: readonly string[],
): Derivation {
  const lines: Step[] = [];
  let left: Omit<Step, "rule"> | undefined;
  let tree = answer.tree;
  by.forEach((name, order) => {
    const { shapes, assumptions } = answer;
    const own =
      by.length === 1
        ? answer
        : derive(
            print(tree),
            [name],
            new Shapes(print(tree), shapes.variables),
            assumptions,
          );
    const writer = new TexWriter(own.names);
    const start = stepOf(differential(tree), "", writer);
    left ??= start;
    const found = linesOf(own, name);
    const [first, ...rest] = found;
    if (first) lines.push(order === 0 ? first : { ...first, left: start });
    lines.push(...rest);
    if (own.matrix) tree = own.matrix;
    else if (order < by.length - 1) {
      throw new RangeError(
        `steps: the derivative by ${name} has no matrix form to go on from: ${own.reason ?? ""}`,
      );
    }
  });
  const { matrix, names } = answer;
  // Going on from the first derivative as it is written may lead to another form of the same.
  if (matrix && lines.at(-1)?.text !== print(matrix)) {
    lines.push(stepOf(matrix, "simplify", new TexWriter(names)));
  }
  return new Derivation(left ?? { latex: "", text: "" }, lines);
}

function stepOf(tree: Tree, rule: string, writer: TexWriter): Step {
  return { rule, latex: writer.tex(tree).text, text: print(tree) };
}

function linesOf(answer: Answer, by: string): Step[] {
  const { names, tree, matrix, indexed } = answer;
  const writer = new TexWriter(names);
  const rules = new Differentials(by, names);
  const lines: Step[] = [];
  let line = differential(tree);
  for (;;) {
    const applied = new Set<string>();
    const next = applyOnce(line, rules, answer, applied);
    if (applied.size === 0) break;
    line = next;
    lines.push(stepOf(line, [...applied].join(", "), writer));
  }
  checkLine(line, answer, by);
  const gathered = matrix && gatheredBy(matrix, answer, by);
  if (gathered && print(gathered) !== print(line)) {
    lines.push(stepOf(gathered, "gather the differential", writer));
  }
  const left = {
    latex: `${partialTex([by], names)} \\left(${writer.tex(tree).text}\\right)`,
    text: `d(${print(tree)})/d${by}`,
  };
  lines.push(
    matrix
      ? { ...stepOf(matrix, "read off the derivative", writer), left }
      : {
          rule: "in index notation",
          latex: writer.indexed(indexed),
          text: printIndexed(indexed),
          left,
        },
  );
  return lines;
}

/** One rule applied to every differential that is to be taken. */
function applyOnce(
  tree: Tree,
  rules: Differentials,
  answer: Answer,
  applied: Set<string>,
): Tree {
  const [of] = tree.kind === "call" ? tree.inputs : [];
  if (of && rules.isOpen(tree)) {
    const { rule, tree: result } = rules.of(of);
    applied.add(rule);
    return result;
  }
  const inner = (part: Tree): Tree => applyOnce(part, rules, answer, applied);
  return tree.kind === "call" && tree.name === "d"
    ? tree
    : rebuilt(tree, inner, answer.names);
}

/** The derivative times the differential of its variable. */
function gatheredBy(
  matrix: Tree,
  { names, tree }: Answer,
  by: string,
): Tree | undefined {
  if (isZero(matrix)) return undefined;
  const d = differential({ kind: "name", name: by });
  const chain = (...parts: readonly Tree[]): Tree =>
    productTree("product", parts, names);
  const kind = kindOfTree(tree, names);
  switch (names.kindOf(by)) {
    case "scalar":
      return chain(matrix, d);
    case "column": {
      if (kind === "scalar") return chain(transposed(matrix, names), d);
      if (kind === "matrix") return undefined;
      const product = chain(matrix, d);
      return kind === "row" ? transposed(product, names) : product;
    }
    case "matrix":
      return kind === "scalar"
        ? call("tr", chain(transposed(matrix, names), d))
        : undefined;
    case "row":
      return undefined;
  }
}

/** Rounding stays far below this. */
const tolerance = 1e-8;

/** The line without open differentials is the derivative times a differential, whatever that is. */
function checkLine(line: Tree, answer: Answer, by: string): void {
  const { shapes, tensor, points, tree } = answer;
  if (isZero(line) || tensor.terms.length === 0) {
    if (isZero(line) && tensor.terms.length === 0) return;
    throw new Error(
      `internal: steps: one of two derivatives of ${print(tree)} is 0`,
    );
  }
  const moved = `d ${by}`;
  const variables = new Map(shapes.variables).set(moved, shapes.ofVariable(by));
  const named = withoutDifferentials(line, moved);
  const like = tensorOfTree(tree, shapes);
  const own = shapesLike("", named, like, new Shapes("", variables));
  const built = tensorOfTree(named, own);
  for (const point of points) {
    const step = mapDense(valueOf(point, by), (x) => Math.sin(3 * x + 1));
    const value = new Evaluator(shapes, point).tensor(tensor);
    const right = contracted(value, step);
    const left = new Evaluator(own, new Map(point).set(moved, step)).tensor(
      built,
    );
    if (relativeError(right, left) > tolerance) {
      throw new Error(
        `internal: steps: ${print(line)} is not the differential of ${print(tree)}`,
      );
    }
  }
}

function valueOf(point: Point, name: string): Dense {
  const value = point.get(name);
  if (!value) throw new Error(`internal: the point has no ${name}`);
  return value;
}

/** The derivative's value times a step of the variable, summed over the variable's axes. */
function contracted(value: Dense, step: Dense): Dense {
  const size = step.data.length;
  const count = value.data.length / size;
  const shape = value.shape.slice(0, value.shape.length - step.shape.length);
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < size; k++) {
      const product = (value.data[i * size + k] ?? 0) * (step.data[k] ?? 0);
      data[i] = (data[i] ?? 0) + product;
    }
  }
  return { ...dense(shape), data };
}

/** The tree with a variable in the place of the differential. */
function withoutDifferentials(tree: Tree, name: string): Tree {
  if (tree.kind === "call" && tree.name === "d") return { kind: "name", name };
  return mapParts(tree, (part) => withoutDifferentials(part, name));
}
