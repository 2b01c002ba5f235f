// Every operation on arrays, with arguments at which it is smooth.
import * as nabla from "../../lib/index.js";
import { randn, seed, type Tensor, tensor } from "../../lib/index.js";

export type Operation = (...xs: Tensor[]) => Tensor;

seed(7);
const vector = randn([4]);
const other = randn([4]);
const matrix = randn([3, 4]);
const square = randn([3, 3]);
const second = randn([3, 3]);
const positive = square.matmul(square.T).add(nabla.eye(3));
const symmetric = square.add(square.T);
const stackOf = randn([2, 3, 4]);

/** Name, operation, arguments at which it is smooth. */
export const operations: [name: string, f: Operation, args: Tensor[]][] = [
  ["add, broadcast", (a, b) => nabla.add(a, b), [matrix, vector]],
  ["sub, broadcast", (a, b) => nabla.sub(a, b), [vector, matrix]],
  ["mul, broadcast", (a, b) => nabla.mul(a, b), [matrix, randn([3, 1])]],
  ["div, broadcast", (a, b) => nabla.div(a, b), [matrix, vector.exp()]],
  ["pow of tensors", (a, b) => nabla.pow(a, b), [matrix.exp(), vector]],
  ["atan2, broadcast", (a, b) => nabla.atan2(a, b), [matrix, vector]],
  ["maximum", (a, b) => nabla.maximum(a, b), [matrix, vector]],
  ["minimum with a scalar", (a) => nabla.minimum(a, 0.1), [matrix]],
  ["where", (a, b) => nabla.where(a.greater(0), a, b), [matrix, vector]],
  ["sum", (a) => a.sum(), [matrix]],
  ["sum of an axis", (a) => a.sum({ axis: 0 }), [matrix]],
  ["sum, axis kept", (a) => a.sum({ axis: -1, keepDims: true }), [stackOf]],
  ["sum of two axes", (a) => a.sum({ axis: [0, 2] }), [stackOf]],
  ["mean", (a) => a.mean({ axis: 1 }), [matrix]],
  ["var", (a) => a.var({ axis: 1 }), [matrix]],
  ["std", (a) => a.std({ axis: 0, correction: 1 }), [matrix]],
  ["prod", (a) => nabla.prod(a), [vector]],
  ["prod of an axis", (a) => nabla.prod(a, { axis: 0 }), [matrix]],
  ["prod with a zero", (a) => nabla.prod(a), [tensor([2, 0, 3])]],
  ["prod with two zeros", (a) => nabla.prod(a), [tensor([0, 2, 0, 3])]],
  ["max", (a) => a.max({ axis: 1 }), [matrix]],
  ["min", (a) => a.min(), [matrix]],
  ["norm", (a) => a.norm(), [matrix]],
  ["norm of an axis", (a) => a.norm({ axis: 0 }), [matrix]],
  ["norm 1", (a) => a.norm({ ord: 1 }), [vector]],
  ["norm 3", (a) => a.norm({ ord: 3 }), [vector.exp()]],
  ["norm ∞", (a) => a.norm({ ord: Infinity }), [vector]],
  ["logsumexp", (a) => a.logsumexp({ axis: 1 }), [matrix]],
  ["softmax", (a) => a.softmax(), [matrix]],
  ["logSoftmax", (a) => nabla.logSoftmax(a, { axis: 0 }), [matrix]],
  ["reshape", (a) => a.reshape([2, -1]), [matrix]],
  ["transpose", (a) => a.transpose([2, 0, 1]), [stackOf]],
  ["swapAxes", (a) => a.swapAxes(), [stackOf]],
  ["expandDims", (a) => a.expandDims(1), [vector]],
  ["slice", (a) => a.slice([0, 2], [undefined, undefined, -2]), [matrix]],
  ["at", (a) => a.at(-1), [matrix]],
  ["flip", (a) => a.flip(0), [matrix]],
  ["concat", (a, b) => nabla.concat([a, b]), [vector, other]],
  ["stack", (a, b) => nabla.stack([a, b], { axis: 1 }), [vector, other]],
  ["matmul", (a, b) => a.matmul(b), [square, matrix]],
  ["matmul, vector right", (a, b) => a.matmul(b), [matrix, vector]],
  ["matmul, vector left", (a, b) => a.matmul(b), [randn([3]), matrix]],
  ["matmul, stack", (a, b) => a.matmul(b), [stackOf, randn([4, 2])]],
  ["matmul, stack by vector", (a, b) => a.matmul(b), [stackOf, vector]],
  ["matmul, vector by stack", (a, b) => a.matmul(b), [randn([3]), stackOf]],
  ["dot", (a, b) => a.dot(b), [vector, other]],
  ["outer", (a, b) => a.outer(b), [vector, other]],
  ["kron", (a, b) => nabla.kron(a, b), [square, matrix]],
  ["diag of a vector", (a) => nabla.diag(a), [vector]],
  ["diag of a matrix", (a) => nabla.diag(a), [matrix]],
  ["trace", (a) => nabla.trace(a), [square]],
  ["tril", (a) => nabla.tril(a, 1), [matrix]],
  ["triu", (a) => nabla.triu(a), [matrix]],
  ["inv", (a) => nabla.inv(a), [positive]],
  ["solve", (a, b) => nabla.solve(a, b), [positive, randn([3])]],
  ["solve, columns", (a, b) => nabla.solve(a, b), [positive, matrix]],
  ["det", (a) => nabla.det(a), [square]],
  ["logdet", (a) => nabla.logdet(a), [square]],
  ["cholesky", (a) => nabla.cholesky(a), [positive]],
  ["eigenvalues", (a) => nabla.eigh(a).values, [symmetric]],
  ["eigenvectors", (a) => nabla.eigh(a).vectors, [symmetric]],
  ["qr: q", (a) => nabla.qr(a).q, [randn([4, 3])]],
  ["qr: r", (a) => nabla.qr(a).r, [square]],
  ["svd: u", (a) => nabla.svd(a).u, [randn([4, 3])]],
  ["svd: s", (a) => nabla.svd(a).s, [matrix]],
  ["svd: vt", (a) => nabla.svd(a).vt, [matrix]],
  ["pinv, tall", (a) => nabla.pinv(a), [randn([4, 2])]],
  ["pinv, wide", (a) => nabla.pinv(a), [randn([2, 4])]],
  ["lstsq", (a, b) => nabla.lstsq(a, b), [randn([4, 2]), vector]],
  ["expm", (a) => nabla.expm(a), [square]],
  [
    "einsum product",
    (a, b) => nabla.einsum("ij,jk->ik", a, b),
    [square, matrix],
  ],
  [
    "einsum quadratic",
    (x, a, y) => nabla.einsum("i,ij,j->", x, a, y),
    [randn([3]), matrix, vector],
  ],
  [
    "einsum batch",
    (a, b) => nabla.einsum("bij,bij->b", a, b),
    [stackOf, randn([2, 3, 4])],
  ],
  ["einsum trace", (a) => nabla.einsum("ii", a), [square]],
  ["cumsum", (a) => nabla.cumsum(a, { axis: 1 }), [matrix]],
  ["gather", (a) => nabla.gather(a, [2, 0, 2], { axis: 1 }), [matrix]],
  [
    "gather by a tensor",
    (a) =>
      nabla.gather(
        a,
        tensor([
          [0, -1],
          [2, 0],
        ]),
        { axis: 1 },
      ),
    [matrix],
  ],
  ["take of all elements", (a) => nabla.take(a, [0, 5, 5, -1]), [matrix]],
  ["at, indices of two axes", (a) => a.at([0, 2, 2], [1, -1, -1]), [matrix]],
  ["at, a mask", (a) => a.at(a.greater(0)), [matrix]],
  ["at, a mask of rows", (a) => a.at([true, false, true]), [matrix]],
  ["takeAlongAxis", (a) => nabla.takeAlongAxis(a, nabla.argsort(a)), [matrix]],
  ["pad", (a) => nabla.pad(a, [1, [0, 2]]), [matrix]],
  ["hypot", (a, b) => nabla.hypot(a, b), [matrix, vector]],
  ["convolve", (a, b) => nabla.convolve(a, b), [vector, randn([3])]],
  [
    "convolve, same",
    (a, b) => nabla.convolve(a, b, { mode: "same" }),
    [vector, randn([3])],
  ],
  [
    "conv1d",
    (a, b) => nabla.conv1d(a, b, { stride: 2, padding: 1 }),
    [randn([2, 2, 5]), randn([3, 2, 2])],
  ],
  [
    "conv2d",
    (a, b, c) => nabla.conv2d(a, b, { dilation: [1, 2], bias: c }),
    [randn([1, 2, 3, 4]), randn([2, 2, 2, 2]), randn([2])],
  ],
  ["fft: real", (a) => nabla.fft(a).real, [matrix]],
  ["fft: imag", (a) => nabla.fft(a, { axis: 0, n: 5 }).imag, [matrix]],
  ["rfft: imag", (a) => nabla.rfft(a).imag, [randn([5])]],
  [
    "irfft",
    (a, b) => nabla.irfft(nabla.complex(a, b), { n: 6 }),
    [vector, other],
  ],
  ["fftn: sizes", (a) => nabla.fftn(a).abs(), [square]],
  [
    "ifft of a product",
    (a, b) => nabla.ifft(nabla.fft(a).mul(nabla.fft(b))).real,
    [vector, other],
  ],
  [
    "complex quotient",
    (a, b) => {
      const z = nabla.complex(a, b);
      const w = z.conj().add(3);
      return z.div(w).real.add(w.div(z).imag);
    },
    [vector, other],
  ],
  ...(
    [
      ["exp", nabla.exp],
      ["log", nabla.log],
      ["sqrt", nabla.sqrt],
      ["sin", nabla.sin],
      ["cos", nabla.cos],
      ["tan", nabla.tan],
      ["sinh", nabla.sinh],
      ["cosh", nabla.cosh],
      ["tanh", nabla.tanh],
      ["cube", (z: nabla.ComplexTensor) => z.pow(3)],
    ] as [string, (z: nabla.ComplexTensor) => nabla.ComplexTensor][]
  ).map(([name, f]): [string, Operation, Tensor[]] => [
    `complex ${name}`,
    (a, b) => {
      const w = f(nabla.complex(a, b));
      return w.real.add(w.imag.mul(2));
    },
    [vector, other],
  ]),
  [
    "complex angle and size",
    (a, b) => {
      const z = nabla.complex(a, b);
      return z.angle().mul(z.abs());
    },
    [vector, other],
  ],
  [
    "complex solve",
    (a, b) => {
      const z = nabla.complex(a, b);
      return nabla.solve(z, z.T).imag.add(nabla.inv(z).real);
    },
    [square, second],
  ],
  ["a mask as numbers", (a) => a.greater(0).astype("float32").mul(a), [matrix]],
  ["conj of real numbers", (a) => nabla.conj(a), [matrix]],
  ["real of real numbers", (a) => nabla.real(a), [matrix]],
  ["imag of real numbers", (a) => nabla.imag(a), [matrix]],
  ["angle of real numbers", (a) => nabla.angle(a), [matrix]],
  ["equal", (a, b) => a.equal(b).mul(a), [matrix, vector]],
  ["notEqual", (a, b) => a.notEqual(b).mul(a), [matrix, vector]],
  ["greaterEqual", (a, b) => a.greaterEqual(b).mul(a), [matrix, vector]],
  ["lessEqual", (a, b) => a.lessEqual(b).mul(a), [matrix, vector]],
  [
    "logic",
    (a, b) =>
      nabla
        .logicalOr(nabla.logicalAnd(a, b), nabla.logicalNot(nabla.isNan(a)))
        .mul(a),
    [matrix, vector],
  ],
  ["isFinite", (a) => nabla.isFinite(a).mul(a), [matrix]],
  ["argsort", (a) => nabla.argsort(a).astype("float32").mul(a), [matrix]],
  ["sort", (a) => nabla.sort(a), [matrix]],
  ["clip", (a) => a.clip(-0.5, 0.5), [matrix]],
  [
    "commuted product",
    (a, b) => a.matmul(b).sub(b.matmul(a)),
    [square, second],
  ],
];
