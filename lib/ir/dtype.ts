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

/** The smaller of the two types that holds the values of both. */
export function promote(a: DType, b: DType): DType {
  return rank[a] >= rank[b] ? a : b;
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
