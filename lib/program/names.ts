/** Names that are not taken yet. */
import { isReferenceKind, type Kind, type Variable } from "./program.js";

export class Names {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  fresh(like: string): string {
    let name = like;
    for (let k = 1; this.#taken.has(name); k++) name = `${like}${String(k)}`;
    this.#taken.add(name);
    return name;
  }

  local(like: string, kind: Kind = "number"): Variable {
    return { name: this.fresh(like), kind, role: "local" };
  }
}

/** The variables that gather derivatives, each beside the one that it belongs to. */
export class Shadows {
  readonly #names: Names;
  readonly #mark: string;
  readonly #shadows = new Map<Variable, Variable>();
  readonly #made = new Set<Variable>();

  constructor(names: Names, mark: string) {
    this.#names = names;
    this.#mark = mark;
  }

  /** Whether the variable is one of them. */
  has(shadow: Variable): boolean {
    return this.#made.has(shadow);
  }

  of(variable: Variable): Variable {
    let made = this.#shadows.get(variable);
    if (made === undefined) {
      made = {
        name: this.#names.fresh(`${this.#mark}${variable.name}`),
        kind: variable.kind,
        role:
          variable.role === "parameter" && isReferenceKind(variable.kind)
            ? "parameter"
            : "local",
        ...(variable.type === undefined ? {} : { type: variable.type }),
      };
      this.#shadows.set(variable, made);
      this.#made.add(made);
    }
    return made;
  }
}
