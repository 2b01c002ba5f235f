import { asArray, dense } from "../ir/elements.js";
import { contiguous, type NdArray } from "../ir/ndarray.js";
import { isNode, type Node } from "../ir/node.js";
import { formatShape, type Shape } from "../ir/shape.js";

/** Lists of indices, or of bools for a mask, nested evenly. */
export type IndexList = readonly (number | boolean | IndexList)[];

/** What names places of an array: a whole number, lists of them, a tensor of them, or a mask of bools. */
export type Index = number | IndexList | Node;

/**
 * An index as an array of whole numbers (int32) or of bools. A tensor of float64 will do, since that is what
 * `tensor([0, 2])` is, where its elements are whole; with `any`, elements are taken as they are.
 *
 * @throws where an element is no whole number, or the index is a symbol.
 */
export function arrayOfIndex(
  operation: string,
  index: Index,
  kind: "whole" | "any" = "whole",
): NdArray {
  const array = isNode(index) ? ofNode(operation, index) : ofList(index);
  if (array.dtype === "bool" || array.dtype === "int32" || kind === "any") {
    return array;
  }
  const broken = dense(array).find((x: number) => !Number.isInteger(x));
  if (broken !== undefined) {
    throw new TypeError(
      `${operation}: ${String(broken)} is no index; whole numbers and bools are`,
    );
  }
  return contiguous(Int32Array.from(dense(array)), array.shape, "int32");
}

function ofNode(operation: string, index: Node): NdArray {
  if (index.data !== undefined) return asArray(index.data);
  throw new TypeError(
    `${operation}: a symbol is no index; which element it names is not known before it has a value`,
  );
}

function ofList(index: number | IndexList): NdArray {
  const leaves: (number | boolean)[] = [];
  const shape = shapeOfList(index, leaves);
  const mask = leaves.length > 0 && leaves.every((x) => typeof x === "boolean");
  return mask
    ? contiguous(Uint8Array.from(leaves, Number), shape, "bool")
    : contiguous(Float64Array.from(leaves, Number), shape, "float64");
}

function shapeOfList(
  index: number | boolean | IndexList,
  leaves: (number | boolean)[],
): Shape {
  if (typeof index !== "object") {
    leaves.push(index);
    return [];
  }
  const shapes = index.map((part) => shapeOfList(part, leaves));
  const [first = []] = shapes;
  const other = shapes.find((shape) => shape.join() !== first.join());
  if (other !== undefined) {
    throw new RangeError(
      `index: lists of shapes ${formatShape(first)} and ${formatShape(other)} stand side by side`,
    );
  }
  return [index.length, ...first];
}

/** Where the elements are not zero: for each axis an array of the indices, row by row. */
export function placesOf(array: NdArray): NdArray[] {
  const found: number[] = [];
  dense(array).forEach((x: number, k: number) => {
    if (x !== 0) found.push(k);
  });
  let inner = 1;
  const lists = [...array.shape].reverse().map((length) => {
    const list = found.map((k) => Math.floor(k / inner) % length);
    inner *= length;
    return contiguous(Int32Array.from(list), [list.length], "int32");
  });
  return lists.reverse();
}
