import * as nabla from "../../../../lib/index.js";
import type { Tensor } from "../../../../lib/index.js";
import type { Draw } from "../draw.js";
import { python } from "../draw.js";
import { call1, call2, type Row } from "./call.js";

const tolerance = 1e-9;
const size = (draw: Draw): number => draw.whole(1, 4);

/** Shapes of two factors of a matrix product: vectors, matrices, stacks; now and then they do not agree. */
function factors(draw: Draw): [Tensor, Tensor] {
  const [m, k, n] = [size(draw), draw.whole(0, 4), size(draw)];
  const inner = draw.coin(0.05) ? k + 1 : k;
  const stack = draw.coin(0.6) ? [] : [draw.whole(1, 3)];
  const left = draw.coin(0.25) ? [k] : [...stack, m, k];
  const right = draw.coin(0.25)
    ? [inner]
    : [...(draw.coin() ? [] : stack), inner, n];
  const dtype = draw.dtype();
  const other = draw.coin() ? dtype : draw.dtype();
  return [
    draw.array({ shape: left, dtype, special: false }),
    draw.array({ shape: right, dtype: other, special: false }),
  ];
}

/** A square matrix, or a stack of them. */
function squares(draw: Draw): Tensor {
  const n = size(draw);
  const stack = draw.coin() ? [] : draw.shape(1, 2);
  return draw.reals([...stack, n, n]).add(nabla.eye(n).mul(draw.pick([0, 3])));
}

const transposed = (x: Tensor): Tensor => x.swapAxes();
/** Symmetric and positive definite. */
const positive = (draw: Draw): Tensor => {
  const a = squares(draw);
  return a.matmul(transposed(a)).add(nabla.eye(a.shape.at(-1) ?? 1));
};
const matrices = (draw: Draw): Tensor =>
  draw.reals([
    ...(draw.coin() ? [] : draw.shape(1, 2)),
    size(draw),
    size(draw),
  ]);

/** Ours, and NumPy's expression, of one array: factorizations up to the signs that either may choose. */
const ofOne: [
  name: string,
  make: (draw: Draw) => Tensor,
  numpy: string,
  ours: (x: Tensor) => unknown,
][] = [
  ["inv", squares, "np.linalg.inv(a)", nabla.inv],
  ["det", squares, "np.linalg.det(a)", nabla.det],
  ["logdet", squares, "np.linalg.slogdet(a)[1]", nabla.logdet],
  ["cholesky", positive, "np.linalg.cholesky(a)", nabla.cholesky],
  [
    "eigh: values",
    positive,
    "np.linalg.eigh(a)[0]",
    (a) => nabla.eigh(a).values,
  ],
  [
    "eigh: back",
    positive,
    "a",
    (a) => {
      const { values, vectors } = nabla.eigh(a);
      return vectors.mul(values.expandDims(-2)).matmul(transposed(vectors));
    },
  ],
  ["qr: r", matrices, "np.abs(np.linalg.qr(a)[1])", (a) => nabla.qr(a).r.abs()],
  [
    "qr: back",
    matrices,
    "a",
    (a) => {
      const { q, r } = nabla.qr(a);
      return q.matmul(r);
    },
  ],
  ["svd: s", matrices, "np.linalg.svd(a)[1]", (a) => nabla.svd(a).s],
  [
    "svd: back",
    matrices,
    "a",
    (a) => {
      const { u, s, vt } = nabla.svd(a);
      return u.mul(s.expandDims(-2)).matmul(vt);
    },
  ],
  ["pinv", matrices, "np.linalg.pinv(a)", nabla.pinv],
  ["trace", matrices, "np.trace(a, axis1=-2, axis2=-1)", nabla.trace],
  ["tril", matrices, "np.tril(a)", nabla.tril],
  ["triu", matrices, "np.triu(a, -1)", (a) => nabla.triu(a, -1)],
  ["diagonal", matrices, "np.diagonal(a, axis1=-2, axis2=-1)", nabla.diagonal],
];

const oneRows = ofOne.map(([name, make, numpy, ours]): Row => [
  name,
  (draw) => call1(make(draw), numpy, ours, { tolerance }),
]);

export const linearRows: Row[] = [
  ...oneRows,
  [
    "matmul",
    (draw) =>
      call2(factors(draw), "np.matmul(a, b)", (a, b) => a.matmul(b), {
        tolerance,
      }),
  ],
  [
    "dot",
    (draw) => {
      const n = draw.whole(0, 4);
      const a = draw.array({ shape: [n], special: false });
      const b = draw.array({ shape: [n], special: false });
      return call2([a, b], "np.dot(a, b)", (x, y) => x.dot(y));
    },
  ],
  [
    "outer",
    (draw) => {
      const a = draw.array({ shape: draw.shape(0, 2) });
      const b = draw.array({ shape: draw.shape(0, 2) });
      return call2([a, b], "np.outer(a, b)", (x, y) => x.outer(y));
    },
  ],
  [
    "kron",
    (draw) => {
      const a = draw.reals(draw.shape(1, 2));
      const b = draw.reals(draw.shape(1, 2));
      return call2([a, b], "np.kron(a, b)", (x, y) => nabla.kron(x, y));
    },
  ],
  [
    "diag",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1, 2) });
      return call1(a, "np.diag(a)", (x) => x.diag());
    },
  ],
  [
    "solve",
    (draw) => {
      const a = squares(draw);
      const b = draw.reals([...a.shape.slice(0, -1), size(draw)]);
      return call2(
        [a, b],
        "np.linalg.solve(a, b)",
        (x, y) => nabla.solve(x, y),
        { tolerance },
      );
    },
  ],
  [
    "solve, stacks that broadcast",
    (draw) => {
      const n = size(draw);
      const a = draw.reals([n, n]);
      const b = draw.reals([2, n, draw.whole(1, 3)]);
      const c = draw.reals([3, 1, n, n]);
      return {
        arrays: [a, b, c],
        numpy: "(np.linalg.solve(a, b), np.linalg.solve(c, b))",
        ours: (x: Tensor, y: Tensor, z: Tensor) => [
          nabla.solve(x, y),
          nabla.solve(z, y),
        ],
        tolerance,
      };
    },
  ],
  [
    "inv of float32",
    (draw) => {
      const a = squares(draw).add(0).astype("float32");
      return call1(a, "np.linalg.inv(a)", nabla.inv, { tolerance });
    },
  ],
  [
    "det of whole numbers",
    (draw) => {
      const n = size(draw);
      const a = draw.array({ shape: [n, n], dtype: "int32" });
      return call1(a, "np.linalg.det(a)", nabla.det, { tolerance });
    },
  ],
  [
    "solve, one vector",
    (draw) => {
      const a = squares(draw);
      const b = draw.reals([a.shape.at(-1) ?? 1]);
      return call2(
        [a, b],
        "np.linalg.solve(a, b)",
        (x, y) => nabla.solve(x, y),
        { tolerance },
      );
    },
  ],
  [
    "lstsq",
    (draw) => {
      const a = draw.reals([draw.whole(1, 5), size(draw)]);
      const b = draw.reals([a.shape[0] ?? 1, ...(draw.coin() ? [] : [2])]);
      return call2(
        [a, b],
        "np.linalg.lstsq(a, b)[0]",
        (x, y) => nabla.lstsq(x, y),
        { tolerance },
      );
    },
  ],
  [
    "norm of a vector",
    (draw) => {
      const a = draw.array({ shape: draw.shape(1, 1), dtype: "float64" });
      const ord = draw.pick([1, 2, 3, Infinity, -Infinity]);
      return call1(a, `np.linalg.norm(a, ${python(ord)})`, (x) =>
        x.norm({ ord }),
      );
    },
  ],
  [
    "einsum",
    (draw) => {
      const [i, j, k] = [size(draw), size(draw), size(draw)];
      const [subscripts, first, second] = draw.pick([
        ["ij,jk->ik", [i, j], [j, k]],
        ["ij,jk", [i, j], [j, k]],
        ["ij,ij->", [i, j], [i, j]],
        ["ij,kj->kij", [i, j], [k, j]],
        ["iij,j->i", [i, i, j], [j]],
        ["ijk,ik->ji", [i, j, k], [i, k]],
        ["i,j->ji", [i], [j]],
        ["...ij,...jk->...ik", [2, i, j], [2, j, k]],
        ["...ij,...jk->...ik", [3, 1, i, j], [2, j, k]],
        ["...i,i->...", [k, j, i], [i]],
        ["i...,...i", [i, k], [i]],
        ["...j,jk", [2, i, j], [j, k]],
        ["...j,jk->k", [2, i, j], [j, k]],
      ] as const);
      const [a, b] = [draw.reals(first), draw.reals(second)];
      return call2(
        [a, b],
        `np.einsum("${subscripts}", a, b)`,
        (x, y) => nabla.einsum(subscripts, x, y),
        { tolerance },
      );
    },
  ],
];
