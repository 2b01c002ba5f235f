/** The length of each axis; empty for a scalar. */
export type Shape = readonly number[];

/** The number of elements of an array of this shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis] ?? 1;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

/** `[2,3]`, as error messages write shapes. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(",")}]`;
}

/**
 * The shape that two arrays take together, by NumPy's rule: axes are aligned at the end, and an axis of length 1 is
 * stretched.
 *
 * @throws where two lengths differ and neither is 1: `add: shapes [2,3] and [4] do not broadcast`.
 */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  const ndim = Math.max(a.length, b.length);
  const result = new Array<number>(ndim);
  for (let k = 1; k <= ndim; k++) {
    const x = a[a.length - k] ?? 1;
    const y = b[b.length - k] ?? 1;
    if (x !== y && x !== 1 && y !== 1) {
      throw new RangeError(
        `${operation}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: ` +
          `aligned at the end, each pair of lengths must be equal or contain a 1`,
      );
    }
    result[ndim - k] = x === 1 ? y : x;
  }
  return result;
}
