/** GradBench's `kmeans`: a step of Newton's method towards the centres of clusters. */
import type { Library, Module } from "./library.js";

interface Input {
  readonly points: number[][];
  readonly centroids: number[][];
}

/** The squared distances of the points to their nearest centres, added up. */
function cost(points: number[][], centroids: number[][]): number {
  let sum = 0;
  for (let i = 0; i < points.length; i++) {
    const p = points[i]!;
    let nearest = Infinity;
    for (let j = 0; j < centroids.length; j++) {
      const c = centroids[j]!;
      let distance = 0;
      for (let l = 0; l < p.length; l++) {
        const apart = c[l]! - p[l]!;
        distance += apart * apart;
      }
      if (distance < nearest) nearest = distance;
    }
    sum += nearest;
  }
  return sum;
}

export const kmeans = ({ grad, hvp }: Library): Module => ({
  cost: ({ points, centroids }: Input) => cost(points, centroids),
  dir: ({ points, centroids }: Input) => {
    const of = (c: number[][]): number => cost(points, c);
    const slopes = grad(of)(centroids);
    // The Hessian is diagonal: its product with ones is the diagonal.
    const ones = centroids.map((row) => row.map(() => 1));
    const curvatures = hvp(of, centroids, ones);
    return slopes.map((row, j) =>
      row.map((slope, l) => slope / curvatures[j]![l]!),
    );
  },
});
