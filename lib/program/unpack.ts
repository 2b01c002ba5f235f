/**
 * Short lists and objects that a function makes and reads by fixed keys alone, as numbers under names of their own: a
 * point `[x, y, z]` need not be made, kept for the way back, and gathered into.
 */
import { Analysis, type Family } from "./analysis.js";
import { Names } from "./names.js";
import {
  constant,
  type Expression,
  isReference,
  isReferenceKind,
  kindOf,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { mapped, mappedStatement } from "./rewrite.js";
import { allNames } from "./taken.js";
import { partsOf, readsOf, rootOf, targetsOf, walk } from "./walks.js";

interface Packed {
  readonly parameters: readonly Variable[];
  readonly result: Variable | undefined;
  readonly body: readonly Statement[];
}

export function unpacked(f: Packed): Statement[] {
  const analysis = new Analysis(f);
  const shapes = new Shapes(f, analysis);
  return shapes.isEmpty() ? [...f.body] : new Unpacking(f, shapes).list(f.body);
}

/** The families that can be taken apart, each with its keys. */
class Shapes {
  readonly #analysis: Analysis;
  readonly #keys = new Map<Family, readonly string[]>();
  readonly #barred = new Set<Family>();
  readonly #shared = new Set<Family>();
  readonly #written = new Set<Family>();

  constructor({ parameters, result, body }: Packed, analysis: Analysis) {
    this.#analysis = analysis;
    for (const each of [...parameters, ...(result ? [result] : [])])
      if (isReferenceKind(each.kind)) this.#bar(variable(each));
    // What is made has its keys before anyone asks for one.
    walk(body, (each) => {
      if (each.is === "make") this.#made(each);
    });
    walk(body, (each) => {
      this.#look(each);
    });
    for (const family of this.#written)
      if (this.#shared.has(family)) this.#barred.add(family);
  }

  isEmpty(): boolean {
    return [...this.#keys.keys()].every((family) => this.#barred.has(family));
  }

  /** The keys of a variable's numbers; `undefined` for one that stays a list or an object. */
  keysOf(of: Variable): readonly string[] | undefined {
    if (!isReferenceKind(of.kind)) return undefined;
    const family = this.#analysis.family(of);
    return this.#barred.has(family) ? undefined : this.#keys.get(family);
  }

  #bar(place: Expression): void {
    const root = rootOf(place);
    if (root !== undefined && isReferenceKind(root.kind))
      this.#barred.add(this.#analysis.family(root));
  }

  #made({ to, parts }: Statement & { is: "make" }): void {
    const family = this.#analysis.family(to);
    const keys = parts.map(([key]) => key);
    const known = this.#keys.get(family) ?? keys;
    const isAlike = known.join() === keys.join();
    const numbers = parts.every(([, part]) => kindOf(part) === "number");
    if (!isAlike || !numbers || keys.length === 0 || keys.length > 16)
      this.#barred.add(family);
    this.#keys.set(family, known);
  }

  #look(statement: Statement): void {
    switch (statement.is) {
      case "refer": {
        const { place, from } = statement;
        const plain = place.is === "variable" && from.is === "variable";
        if (plain) this.#shared.add(this.#analysis.family(place.of));
        else {
          this.#bar(place);
          this.#bar(from);
          this.#read(from);
        }
        return;
      }
      case "make":
        for (const [, part] of statement.parts) this.#read(part);
        return;
      case "set":
        if (statement.place.is === "element")
          this.#written.add(this.#analysis.familyOf(statement.place));
        break;
      case "check":
      case "if":
      case "loop":
      case "block":
      case "jump":
      case "fail":
        break;
      default:
        for (const of of targetsOf(statement)) this.#bar(variable(of));
    }
    readsOf(statement).forEach((each) => {
      this.#read(each);
    });
  }

  #read(expression: Expression): void {
    if (expression.is === "element" || expression.is === "length") {
      const { object } = expression;
      if (object.is !== "variable") this.#bar(object);
      else if (expression.is === "element" && !this.#isThere(expression))
        this.#bar(object);
      if (object.is !== "variable") this.#read(object);
      if (expression.is === "element" && typeof expression.key !== "string")
        this.#read(expression.key);
      return;
    }
    if (isReference(expression)) this.#bar(expression);
    partsOf(expression).forEach((part) => {
      this.#read(part);
    });
  }

  #isThere({ object, key }: Expression & { is: "element" }): boolean {
    const keys = this.#keys.get(this.#analysis.familyOf(object));
    const name = nameOf(key);
    return name !== undefined && keys?.includes(name) === true;
  }
}

function nameOf(key: string | Expression): string | undefined {
  if (typeof key === "string") return key;
  return key.is === "constant" ? key.text : undefined;
}

class Unpacking {
  readonly #shapes: Shapes;
  readonly #names: Names;
  readonly #numbers = new Map<Variable, Map<string, Variable>>();

  constructor(f: Packed, shapes: Shapes) {
    this.#shapes = shapes;
    this.#names = new Names(allNames(f));
  }

  list(list: readonly Statement[]): Statement[] {
    return list.flatMap((each) => this.#statement(each));
  }

  #number(of: Variable, key: string): Variable {
    let known = this.#numbers.get(of);
    if (known === undefined) {
      known = new Map();
      this.#numbers.set(of, known);
    }
    let made = known.get(key);
    if (made === undefined) {
      made = this.#names.local(`${of.name}_${key}`);
      known.set(key, made);
    }
    return made;
  }

  #statement(statement: Statement): Statement[] {
    if (statement.is === "make") return this.#make(statement);
    if (statement.is === "refer") return this.#refer(statement);
    if (statement.is === "check") {
      const { object } = statement.place as Expression & { is: "element" };
      const isApart =
        object.is === "variable" &&
        this.#shapes.keysOf(object.of) !== undefined;
      if (isApart) return [];
    }
    return [
      mappedStatement(
        statement,
        (each) => this.#expression(each),
        (inner) => this.list(inner),
      ),
    ];
  }

  /** All numbers first: one may be made of the old ones. */
  #make(statement: Statement & { is: "make" }): Statement[] {
    const { to, parts } = statement;
    const values = parts.map(
      ([key, part]) => [key, this.#expression(part)] as const,
    );
    if (this.#shapes.keysOf(to) === undefined)
      return [{ ...statement, parts: values }];
    const fresh = values.map(([key, value]) => {
      const place = variable(this.#names.local(`${to.name}_${key}`));
      return { key, place, set: { is: "set", place, value } as const };
    });
    return [
      ...fresh.map(({ set }) => set),
      ...fresh.map(({ key, place }): Statement => ({
        is: "set",
        place: variable(this.#number(to, key)),
        value: place,
      })),
    ];
  }

  #refer(statement: Statement & { is: "refer" }): Statement[] {
    const { place, from } = statement;
    const keys =
      place.is === "variable" ? this.#shapes.keysOf(place.of) : undefined;
    if (keys === undefined || place.is !== "variable" || from.is !== "variable")
      return [
        mappedStatement(
          statement,
          (each) => this.#expression(each),
          (list) => [...list],
        ),
      ];
    return keys.map((key) => ({
      is: "set",
      place: variable(this.#number(place.of, key)),
      value: variable(this.#number(from.of, key)),
    }));
  }

  #expression(expression: Expression): Expression {
    return mapped(expression, (each) => {
      if (each.is !== "element" && each.is !== "length") return undefined;
      const { object } = each;
      if (object.is !== "variable") return undefined;
      const keys = this.#shapes.keysOf(object.of);
      if (keys === undefined) return undefined;
      return each.is === "length"
        ? constant(keys.length)
        : variable(this.#number(object.of, nameOf(each.key) ?? ""));
    });
  }
}
