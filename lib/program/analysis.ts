/** Which variables the derivative flows through, and which lists and objects may be one and the same. */
import {
  type Expression,
  isReference,
  isReferenceKind,
  type Statement,
  type Variable,
} from "./program.js";
import { listsOf, rootOf, walk } from "./walks.js";

/** Thrown where a program cannot be followed; the twin then takes over. */
export class Unfollowed extends Error {}

/** Lists and objects that may be, or hold, the same things. */
export interface Family {
  /** Whether some of it comes from outside, where nobody may write. */
  outer: boolean;
  /** Whether some of it is made, or handed in, here: the derivative may flow through it. */
  own: boolean;
  /** Whether numbers in it are set. */
  written: boolean;
  /** Whether it grows or its references are set. */
  relinked: boolean;
  readonly members: Set<Variable>;
}

/** What the analysis is told of a program. */
export interface Analysed {
  readonly parameters: readonly Variable[];
  /** Those of the parameters that nobody differentiates by. */
  readonly passive?: ReadonlySet<Variable>;
  readonly body: readonly Statement[];
}

export class Analysis {
  readonly #families = new Map<Variable, Family>();
  readonly #active = new Set<Variable>();

  constructor({ parameters, passive = new Set(), body }: Analysed) {
    for (const each of parameters)
      if (isReferenceKind(each.kind)) this.#begin(each, !passive.has(each));
      else if (each.kind === "number" && !passive.has(each))
        this.#active.add(each);
    walk(body, (statement) => {
      this.#relate(statement);
    });
    walk(body, (statement) => {
      if (statement.is === "call" || statement.is === "invoke")
        this.#relateCall(statement);
    });
    for (const family of this.#families.values()) this.#check(family, passive);
    this.#spread(body);
  }

  family(of: Variable): Family {
    return this.#families.get(of) ?? this.#begin(of, false);
  }

  familyOf(expression: Expression): Family {
    const root = rootOf(expression);
    if (root === undefined)
      throw new Unfollowed("a list or an object that nothing names");
    return this.family(root);
  }

  /** Whether no derivative flows through a list or an object. */
  isPassive(expression: Expression): boolean {
    return !this.familyOf(expression).own;
  }

  /** Whether a derivative may flow through the number. */
  isActive(expression: Expression): boolean {
    switch (expression.is) {
      case "variable":
        return this.#active.has(expression.of);
      case "element":
        return expression.kind === "number" && !this.isPassive(expression);
      case "binary":
        return (
          this.isActive(expression.left) || this.isActive(expression.right)
        );
      case "negated":
        return this.isActive(expression.value);
      case "math":
        return expression.args.some((each) => this.isActive(each));
      case "choice":
        return this.isActive(expression.yes) || this.isActive(expression.no);
      case "constant":
      case "discrete":
      case "length":
      case "popped":
        return false;
    }
  }

  #begin(of: Variable, own: boolean): Family {
    const known = this.#families.get(of);
    if (known !== undefined) {
      known.own ||= own;
      return known;
    }
    const made: Family = {
      outer: of.role === "outer",
      own,
      written: false,
      relinked: false,
      members: new Set([of]),
    };
    this.#families.set(of, made);
    return made;
  }

  #union(one: Variable | undefined, other: Variable | undefined): void {
    if (one === undefined || other === undefined)
      throw new Unfollowed("a list or an object that nothing names");
    const kept = this.family(one);
    const gone = this.family(other);
    if (kept === gone) return;
    kept.outer ||= gone.outer;
    kept.own ||= gone.own;
    kept.written ||= gone.written;
    kept.relinked ||= gone.relinked;
    for (const member of gone.members) {
      kept.members.add(member);
      this.#families.set(member, kept);
    }
  }

  #relate(statement: Statement): void {
    switch (statement.is) {
      case "set":
        if (statement.place.is === "element")
          this.familyOf(statement.place).written = true;
        return;
      case "refer":
        this.#union(rootOf(statement.place), rootOf(statement.from));
        if (statement.place.is === "element")
          this.familyOf(statement.place).relinked = true;
        return;
      case "make":
        this.#begin(statement.to, true);
        for (const [, part] of statement.parts)
          if (isReference(part)) this.#union(statement.to, rootOf(part));
        return;
      case "fill":
      case "zeros":
        this.#begin(statement.to, true);
        return;
      case "copy":
        this.#begin(statement.to, true);
        if (statement.nested) this.#union(statement.to, rootOf(statement.from));
        return;
      case "push":
        this.familyOf(statement.list).relinked = true;
        if (isReference(statement.value))
          this.#union(rootOf(statement.list), rootOf(statement.value));
        return;
      case "pop":
        this.familyOf(statement.list).relinked = true;
        return;
      case "recall":
        for (const place of statement.places)
          if (place.is === "variable") this.#begin(place.of, !statement.still);
        return;
      case "gather":
        this.familyOf(statement.into).written = true;
        return;
      default:
        return;
    }
  }

  /** What is handed to a function may come back from it, or be written. */
  #relateCall(statement: Statement & { is: "call" | "invoke" }): void {
    const { to, args } = statement;
    const roots = args.filter(isReference).map(rootOf);
    for (const root of roots) {
      this.#union(roots[0], root);
      const family = root && this.family(root);
      if (family === undefined) continue;
      family.written = true;
      family.relinked = true;
    }
    const results = to === undefined ? [] : "kind" in to ? [to] : to;
    for (const each of results) {
      if (!isReferenceKind(each.kind)) continue;
      this.#begin(each, true);
      if (roots.length > 0) this.#union(each, roots[0]);
    }
  }

  #check(family: Family, passive: ReadonlySet<Variable>): void {
    if (family.outer && (family.written || family.relinked))
      throw new Unfollowed("writing to a list from outside");
    // What is written to gets a derivative, whether or not anybody asks for it.
    const isPassive = [...family.members].every(
      (each) => passive.has(each) || each.role === "local",
    );
    if (isPassive && family.written) family.own = true;
  }

  #spread(body: readonly Statement[]): void {
    for (let before = -1; before !== this.#active.size;) {
      before = this.#active.size;
      this.#spreadOnce(body);
    }
  }

  #spreadOnce(body: readonly Statement[]): void {
    for (const statement of body) {
      for (const inner of listsOf(statement)) this.#spreadOnce(inner);
      switch (statement.is) {
        case "call":
          if (statement.to?.kind === "number") this.#active.add(statement.to);
          break;
        case "invoke":
          for (const each of statement.to)
            if (each.kind === "number") this.#active.add(each);
          break;
        case "pop":
          if (statement.to !== undefined && !this.isPassive(statement.list))
            this.#active.add(statement.to);
          break;
        case "set": {
          const { place, value } = statement;
          if (place.is !== "variable" || place.of.kind !== "number") break;
          // What the tape has may have been put there by another program.
          if (this.isActive(value) || value.is === "popped")
            this.#active.add(place.of);
          break;
        }
        default:
      }
    }
  }
}

/** Whether a jump in the statement leads out of it. */
export function escapes(statement: Statement): boolean {
  const inside = new Set<unknown>();
  const jumps: unknown[] = [];
  walk([statement], (each) => {
    if (each.is === "block") inside.add(each.label);
    if (each.is === "jump") jumps.push(each.label);
  });
  return jumps.some((label) => !inside.has(label));
}

/** The statements of a list from which control may leave the list early; the last one leads out anyway. */
export function exitsOf(list: readonly Statement[]): ReadonlySet<number> {
  const exits = new Set<number>();
  list.forEach((each, i) => {
    if (i < list.length - 1 && escapes(each)) exits.add(i);
  });
  return exits;
}
