import { tensor } from "../tensor/create.js";
import { noGrad } from "../tensor/recording.js";
import type { Tensor } from "../tensor/tensor.js";
import { type Pair, pairOf, twoLoop } from "./methods/quasi-newton.js";
import type { Row } from "./vectors.js";

/** What all optimizers take. */
export interface OptimizerOptions {
  /** The size of a step. */
  readonly lr?: number;
  /** Pulls the parameters towards zero: added to the gradient (in `AdamW` taken off the parameter). */
  readonly weightDecay?: number;
}

/** Changes parameters by their gradients, in PyTorch's manner. */
abstract class Optimizer {
  readonly params: readonly Tensor[];
  readonly lr: number;
  readonly weightDecay: number;

  constructor(
    params: Iterable<Tensor>,
    { lr = 0.001, weightDecay = 0 }: OptimizerOptions,
  ) {
    this.params = [...params];
    this.lr = lr;
    this.weightDecay = weightDecay;
    if (this.params.length === 0) {
      throw new RangeError("optim: give one parameter or more");
    }
  }

  /** The change of a parameter for a gradient. */
  protected abstract change(gradient: Tensor, index: number): Tensor;

  /** Changes every parameter that has a gradient by one step. */
  step(): void {
    noGrad(() => {
      this.params.forEach((param, index) => {
        if (!param.hasGrad) return;
        const gradient = this.decayed(param);
        param.sub_(this.change(gradient, index));
      });
    });
  }

  protected decayed(param: Tensor): Tensor {
    const gradient = param.grad.detach();
    return this.weightDecay === 0
      ? gradient
      : gradient.add(param.detach().mul(this.weightDecay));
  }

  /** Forgets the gradients of all parameters. */
  zeroGrad(): void {
    for (const param of this.params) param.zeroGrad();
  }
}

/** A running value for each parameter, zero at first. */
class Running {
  readonly #values: (Tensor | undefined)[] = [];

  /** value ← keep·value + share·by. */
  update(index: number, keep: number, by: Tensor, share: number): Tensor {
    const before = this.#values[index];
    const weighted = by.mul(share);
    const value =
      before === undefined ? weighted : before.mul(keep).add(weighted);
    this.#values[index] = value;
    return value;
  }
}

/**
 * Gradient descent, with momentum where asked for.
 *
 * @example
 * const optimizer = new optim.SGD([w], { lr: 0.1 });
 */
class SGD extends Optimizer {
  readonly #momentum: number;
  readonly #velocity = new Running();

  constructor(
    params: Iterable<Tensor>,
    options: OptimizerOptions & { readonly momentum?: number } = {},
  ) {
    super(params, options);
    this.#momentum = options.momentum ?? 0;
  }

  protected change(gradient: Tensor, index: number): Tensor {
    const velocity = this.#velocity.update(index, this.#momentum, gradient, 1);
    return velocity.mul(this.lr);
  }
}

/** Gradient descent that keeps 0.9 of the last step unless told otherwise. */
class Momentum extends SGD {
  constructor(
    params: Iterable<Tensor>,
    options: OptimizerOptions & { readonly momentum?: number } = {},
  ) {
    super(params, { momentum: 0.9, ...options });
  }
}

/** Options of `RMSProp`. */
interface RMSPropOptions extends OptimizerOptions {
  readonly alpha?: number;
  readonly eps?: number;
}

/** Steps divided by a running root mean square of the gradient. */
class RMSProp extends Optimizer {
  readonly #alpha: number;
  readonly #eps: number;
  readonly #squares = new Running();

  constructor(params: Iterable<Tensor>, options: RMSPropOptions = {}) {
    super(params, { lr: 0.01, ...options });
    this.#alpha = options.alpha ?? 0.99;
    this.#eps = options.eps ?? 1e-8;
  }

  protected change(gradient: Tensor, index: number): Tensor {
    const squares = this.#squares.update(
      index,
      this.#alpha,
      gradient.mul(gradient),
      1 - this.#alpha,
    );
    return gradient.mul(this.lr).div(squares.sqrt().add(this.#eps));
  }
}

/** Options of `Adam` and `AdamW`. */
interface AdamOptions extends OptimizerOptions {
  readonly betas?: readonly [number, number];
  readonly eps?: number;
}

/** Kingma & Ba 2015, algorithm 1. */
class Adam extends Optimizer {
  readonly #betas: readonly [number, number];
  readonly #eps: number;
  readonly #means = new Running();
  readonly #squares = new Running();
  readonly #counts: number[] = [];

  constructor(params: Iterable<Tensor>, options: AdamOptions = {}) {
    super(params, options);
    this.#betas = options.betas ?? [0.9, 0.999];
    this.#eps = options.eps ?? 1e-8;
  }

  protected change(gradient: Tensor, index: number): Tensor {
    const [b1, b2] = this.#betas;
    const count = (this.#counts[index] ?? 0) + 1;
    this.#counts[index] = count;
    const mean = this.#means.update(index, b1, gradient, 1 - b1);
    const squares = this.#squares.update(
      index,
      b2,
      gradient.mul(gradient),
      1 - b2,
    );
    const size = squares
      .div(1 - b2 ** count)
      .sqrt()
      .add(this.#eps);
    return mean.mul(this.lr / (1 - b1 ** count)).div(size);
  }
}

/** Adam with the weights' decay apart from the gradient (Loshchilov & Hutter 2019). */
class AdamW extends Adam {
  constructor(params: Iterable<Tensor>, options: AdamOptions = {}) {
    super(params, { weightDecay: 0.01, ...options });
  }

  protected override decayed(param: Tensor): Tensor {
    param.mul_(1 - this.lr * this.weightDecay);
    return param.grad.detach();
  }
}

/**
 * L-BFGS with steps of a fixed size: the curvature is learnt from the steps taken. Each `step()` needs fresh gradients.
 */
class LBFGS extends Optimizer {
  readonly #memory: number;
  readonly #pairs: Pair[] = [];
  #before: { readonly x: Row; readonly gradient: Row } | undefined;

  constructor(
    params: Iterable<Tensor>,
    options: OptimizerOptions & { readonly historySize?: number } = {},
  ) {
    super(params, { lr: 1, ...options });
    this.#memory = options.historySize ?? 10;
  }

  override step(): void {
    const gradient = joined(this.params.map((p) => this.decayed(p)));
    const x = joined(this.params);
    this.#learn(x, gradient);
    this.#before = { x, gradient };
    const first = this.#pairs.length === 0;
    const size = gradient.reduce((sum, g) => sum + Math.abs(g), 0);
    const factor = this.lr * (first ? Math.min(1, 1 / size) : 1);
    const direction = twoLoop(this.#pairs, gradient);
    let start = 0;
    noGrad(() => {
      for (const param of this.params) {
        const part = direction.slice(start, (start += param.size));
        const change = tensor(part).reshape(param.shape);
        param.add_(change.mul(factor));
      }
    });
  }

  #learn(x: Row, gradient: Row): void {
    if (this.#before === undefined) return;
    const pair = pairOf(this.#before, { x, gradient });
    if (pair === undefined) return;
    this.#pairs.push(pair);
    if (this.#pairs.length > this.#memory) this.#pairs.shift();
  }

  protected change(gradient: Tensor): Tensor {
    return gradient.mul(this.lr);
  }
}

/** The elements of several tensors in one row. */
function joined(tensors: readonly Tensor[]): Row {
  return Float64Array.from(
    tensors.flatMap((each) => Array.from(each.toFloat64Array())),
  );
}

/**
 * The optimizers, called as PyTorch calls them: `.step()` and `.zeroGrad()`.
 *
 * @example
 * const x = variable(0);
 * const optimizer = optim.Adam([x], { lr: 0.1 });
 * for (let k = 0; k < 200; k++) {
 *   optimizer.zeroGrad();
 *   ((x - 3) ** 2).backward();
 *   optimizer.step();
 * }
 * x.item() // about 3
 */
export const optim = {
  SGD: callable(SGD),
  Momentum: callable(Momentum),
  RMSProp: callable(RMSProp),
  Adam: callable(Adam),
  AdamW: callable(AdamW),
  LBFGS: callable(LBFGS),
};

/** A class that makes its objects without `new` too, as PyTorch's are called. */
function callable<A extends unknown[], T extends object>(
  made: new (...args: A) => T,
): { new (...args: A): T; (...args: A): T } {
  return new Proxy(made, {
    apply: (target, _, args) => Reflect.construct(target, args) as T,
  }) as unknown as { new (...args: A): T; (...args: A): T };
}
