/** Which variables the derivative flows through, and which lists and objects may be one and the same. */
import { unsupported } from "./builder.js";
import {
  type Expression,
  kindOf,
  rootOf,
  type Statement,
  type Variable,
  walk,
} from "./program.js";

/** Lists and objects that may be, or hold, the same things. */
export interface Family {
  /** Whether it comes from outside: nothing flows through it, and nobody may write to it. */
  outer: boolean;
  /** Whether it is made, or handed in, here. */
  own: boolean;
  /** Whether numbers in it are set. */
  written: boolean;
  /** Whether it grows or its references are set. */
  relinked: boolean;
  readonly members: Set<Variable>;
}

const isReference = (expression: Expression): boolean =>
  kindOf(expression) === "array" || kindOf(expression) === "record";

export class Analysis {
  readonly #families = new Map<Variable, Family>();
  readonly #active = new Set<Variable>();
  readonly #starts = new Map<Variable, Expression>();
  readonly #whole = new Map<Variable, boolean>();

  constructor(
    variables: readonly Variable[],
    readonly result: Variable | undefined,
    body: readonly Statement[],
  ) {
    for (const each of variables)
      if (each.kind === "array" || each.kind === "record")
        this.#families.set(each, {
          outer: each.role === "outer",
          own: each.role === "parameter",
          written: false,
          relinked: false,
          members: new Set([each]),
        });
      else if (each.role === "parameter" && each.kind === "number")
        this.#active.add(each);
    walk(body, (statement) => {
      this.#relate(statement);
    });
    walk(body, (statement) => {
      if (statement.is === "call") this.#relateCall(statement);
    });
    for (const family of this.#families.values()) this.#check(family);
    this.#spread(body);
  }

  family(of: Variable): Family {
    const family = this.#families.get(of);
    if (family === undefined)
      throw new Error(`internal: ${of.name} is no reference`);
    return family;
  }

  familyOf(expression: Expression): Family {
    const root = rootOf(expression);
    return root === undefined
      ? unsupported("a reference that nothing names")
      : this.family(root);
  }

  /** Whether a derivative may flow through the number. */
  isActive(expression: Expression): boolean {
    switch (expression.is) {
      case "variable":
        return this.#active.has(expression.of);
      case "element":
        return expression.kind === "number" && !this.familyOf(expression).outer;
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
        return false;
    }
  }

  /** Where a loop's counter starts, if that is a whole number. */
  startOf(counter: Variable): Expression | undefined {
    const start = this.#starts.get(counter);
    return counter.counter && start !== undefined && this.#isWhole(start)
      ? start
      : undefined;
  }

  #isWhole(expression: Expression): boolean {
    switch (expression.is) {
      case "constant":
        return /^-?\d+$/.test(expression.text);
      case "length":
        return true;
      case "binary":
        return (
          /^[-+*]$/.test(expression.sign) &&
          this.#isWhole(expression.left) &&
          this.#isWhole(expression.right)
        );
      case "variable": {
        const known = this.#whole.get(expression.of);
        if (known !== undefined) return known;
        this.#whole.set(expression.of, false);
        const whole = this.startOf(expression.of) !== undefined;
        this.#whole.set(expression.of, whole);
        return whole;
      }
      case "choice":
      case "discrete":
      case "element":
      case "math":
      case "negated":
        return false;
    }
  }

  #union(one: Variable | undefined, other: Variable | undefined): void {
    if (one === undefined || other === undefined)
      return unsupported("a reference that nothing names");
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
      case "set": {
        const { place, value, sum } = statement;
        if (place.is === "element") this.familyOf(place).written = true;
        else if (sum === undefined) this.#starts.set(place.of, value);
        return;
      }
      case "refer":
        this.#union(rootOf(statement.place), rootOf(statement.from));
        if (statement.place.is === "element")
          this.familyOf(statement.place).relinked = true;
        return;
      case "make":
        this.family(statement.to).own = true;
        for (const [, part] of statement.parts)
          if (isReference(part)) this.#union(statement.to, rootOf(part));
        return;
      case "fill":
        this.family(statement.to).own = true;
        return;
      case "copy":
        this.family(statement.to).own = true;
        if (statement.nested) this.#union(statement.to, rootOf(statement.from));
        return;
      case "push":
        this.familyOf(statement.list).relinked = true;
        if (isReference(statement.value))
          this.#union(rootOf(statement.list), rootOf(statement.value));
        return;
      case "block":
      case "call":
      case "fail":
      case "if":
      case "jump":
      case "loop":
        return;
    }
  }

  /** What is handed to a function may come back from it, or be written; what is from outside must not (`keeps`). */
  #relateCall({ to, args }: Statement & { is: "call" }): void {
    const given = args.filter(
      (each) => isReference(each) && !this.familyOf(each).outer,
    );
    const roots = given.map(rootOf);
    for (const each of given) {
      const family = this.familyOf(each);
      family.written = true;
      family.relinked = true;
    }
    for (const root of roots) this.#union(roots[0], root);
    if (to === undefined || !this.#families.has(to)) return;
    this.family(to).own = true;
    if (roots.length > 0) this.#union(to, roots[0]);
  }

  #check({ outer, own, written, relinked }: Family): void {
    if (!outer) return;
    if (own) unsupported("lists from outside among the function's own");
    if (written || relinked) unsupported("writing to a list from outside");
  }

  #spread(body: readonly Statement[]): void {
    for (let before = -1; before !== this.#active.size;) {
      before = this.#active.size;
      walk(body, (statement) => {
        if (statement.is === "call" && statement.to?.kind === "number")
          this.#active.add(statement.to);
        if (statement.is !== "set" || statement.place.is !== "variable") return;
        if (statement.place.of.kind !== "number") return;
        if (this.isActive(statement.value))
          this.#active.add(statement.place.of);
      });
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
