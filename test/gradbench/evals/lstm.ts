/** GradBench's `lstm`: the loss of a network of long short-term memory whose weight matrices are diagonal. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly main_params: number[][];
  readonly extra_params: number[][];
  readonly state: number[][];
  readonly sequence: number[][];
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** One layer at one time: its weights and biases are four rows in one, its state changes. */
function step(
  weight: number[],
  bias: number[],
  hidden: number[],
  cell: number[],
  input: number[],
): void {
  const n = hidden.length;
  for (let i = 0; i < n; i++) {
    const x = input[i]!;
    const h = hidden[i]!;
    const forget = sigmoid(x * weight[i]! + bias[i]!);
    const ingate = sigmoid(h * weight[n + i]! + bias[n + i]!);
    const outgate = sigmoid(x * weight[2 * n + i]! + bias[2 * n + i]!);
    const change = Math.tanh(h * weight[3 * n + i]! + bias[3 * n + i]!);
    cell[i] = cell[i]! * forget + ingate * change;
    hidden[i] = outgate * Math.tanh(cell[i]!);
  }
}

/** The negative mean log-likelihood of each character's bits, given those before it. */
function objective(
  main: number[][],
  extra: number[][],
  state: number[][],
  sequence: number[][],
): number {
  const s: number[][] = [];
  for (let i = 0; i < state.length; i++) s.push(state[i]!.slice());
  const n = extra[0]!.length;
  let sum = 0;
  for (let t = 0; t + 1 < sequence.length; t++) {
    const x: number[] = [];
    for (let i = 0; i < n; i++) x.push(sequence[t]![i]! * extra[0]![i]!);
    step(main[0]!, main[1]!, s[0]!, s[1]!, x);
    for (let k = 2; k < main.length; k += 2)
      step(main[k]!, main[k + 1]!, s[k]!, s[k + 1]!, s[k - 2]!);
    const y: number[] = [];
    const h = s[main.length - 2]!;
    let norm = 2;
    for (let i = 0; i < n; i++) {
      y.push(h[i]! * extra[1]![i]! + extra[2]![i]!);
      norm += Math.exp(y[i]!);
    }
    const shift = Math.log(norm);
    for (let i = 0; i < n; i++) sum += sequence[t + 1]![i]! * (y[i]! - shift);
  }
  return -sum / (n * (sequence.length - 1));
}

export const lstm = ({ grad }: Library): Module => {
  const gradient = grad(objective, { wrt: [0, 1] });
  return {
    objective: (input: Input) =>
      objective(
        input.main_params,
        input.extra_params,
        input.state,
        input.sequence,
      ),
    jacobian: (input: Input) =>
      gradient(
        input.main_params,
        input.extra_params,
        input.state,
        input.sequence,
      ).flat(2),
  };
};
