/** The element types of tensors. `bool` holds 0 and 1 in bytes. */
export type DType = "float64" | "float32" | "int32" | "bool";

/** The typed arrays that hold the elements of tensors. */
export type Storage = Float64Array | Float32Array | Int32Array | Uint8Array;

const rank: Record<DType, number> = {
  bool: 0,
  int32: 1,
  float32: 2,
  float64: 3,
};

/**
 * The smallest type that holds the values of both, as NumPy promotes them: float32 has not the digits of an int32, so
 * that the two give float64.
 */
export function promote(a: DType, b: DType): DType {
  const [low, high] = rank[a] <= rank[b] ? [a, b] : [b, a];
  return low === "int32" && high === "float32" ? "float64" : high;
}

/** The type of a sum: bools are counted. */
export function countType(dtype: DType): DType {
  return dtype === "bool" ? "int32" : dtype;
}

/** A new zeroed array of `size` elements. */
export function allocate(dtype: DType, size: number): Storage {
  switch (dtype) {
    case "float64":
      return new Float64Array(size);
    case "float32":
      return new Float32Array(size);
    case "int32":
      return new Int32Array(size);
    case "bool":
      return new Uint8Array(size);
  }
}

/** Whether values of this type vary smoothly, so that a derivative by them exists. */
export function isFloating(dtype: DType): boolean {
  return dtype === "float64" || dtype === "float32";
}
