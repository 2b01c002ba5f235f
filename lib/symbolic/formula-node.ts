import { Node } from "../ir/node.js";

/** What reading a formula needs to know of its nodes: which are symbols. */
export abstract class FormulaNode extends Node {
  /** The name of a symbol; `undefined` for what is made of symbols. */
  abstract readonly symbol: string | undefined;
}
