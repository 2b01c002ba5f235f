/**
 * Functions with those that they call written out in place of the calls, so that a derivative sees through them. Calls
 * that lead back to a function stay calls.
 */
import { Unfollowed } from "./analysis.js";
import { decoded } from "./codec.js";
import { Names } from "./names.js";
import {
  discrete,
  type Expression,
  isReference,
  type Lowered,
  type Outer,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { slopes } from "./slopes.js";
import { allNames } from "./taken.js";
import { unpacked } from "./unpack.js";

/** What a name from outside turned out to be. */
export type Target<S> =
  /** A function to write out. */
  | { readonly is: "inline"; readonly source: S }
  /** A function that stays a call. */
  | { readonly is: "call"; readonly callee: Outer }
  | { readonly is: "math"; readonly name: string }
  /** A number, a list or an object: the place in the table of such values. */
  | { readonly is: "value"; readonly at: number };

/** Who knows the functions. */
export interface Library<S> {
  readonly text: (source: S) => string;
  /** What the k-th name from outside is. */
  readonly target: (source: S, k: number) => Target<S>;
}

export interface Linked {
  readonly parameters: readonly Variable[];
  readonly result: Variable | undefined;
  readonly body: readonly Statement[];
  /** Where the values from outside stand in the table. */
  readonly outers: ReadonlyMap<Variable, number>;
}

/** More statements than this are not written out. */
const most = 4000;

export function linked<S>(source: S, library: Library<S>): Linked {
  return new Linker(library).whole(source);
}

class Linker<S> {
  readonly #library: Library<S>;
  readonly #outers = new Map<Variable, number>();
  #names = new Names([]);
  #count = 0;

  constructor(library: Library<S>) {
    this.#library = library;
  }

  whole(source: S): Linked {
    const lowered = decoded(this.#library.text(source));
    this.#names = new Names(
      allNames(lowered).concat(lowered.outers.map(({ name }) => name)),
    );
    const body = this.#body(source, lowered);
    const { parameters, result } = lowered;
    return {
      parameters,
      result,
      body: unpacked({ parameters, result, body }),
      outers: this.#outers,
    };
  }

  /** A function's body with its names from outside settled. */
  #body(source: S, lowered: Lowered): Statement[] {
    const targets = new Map<Outer, Target<S>>();
    lowered.outers.forEach((outer, k) => {
      const target = this.#library.target(source, k);
      targets.set(outer, target);
      if (target.is === "value" && "role" in outer)
        this.#outers.set(outer, target.at);
    });
    return this.#list(lowered.body, targets);
  }

  #list(
    list: readonly Statement[],
    targets: ReadonlyMap<Outer, Target<S>>,
  ): Statement[] {
    const within = (inner: readonly Statement[]) => this.#list(inner, targets);
    return list.flatMap((each): Statement[] => {
      if (++this.#count > most) throw new Unfollowed("a program of this size");
      switch (each.is) {
        case "if":
          return [{ ...each, yes: within(each.yes), no: within(each.no) }];
        case "loop":
        case "block":
          return [{ ...each, body: within(each.body) }];
        case "call":
          return this.#call(each, targets);
        case "set":
        case "refer":
          return each.place.is === "element" &&
            !(each.is === "set" && each.sum !== undefined)
            ? [{ is: "check", place: each.place }, each]
            : [each];
        default:
          return [each];
      }
    });
  }

  #call(
    call: Statement & { is: "call" },
    targets: ReadonlyMap<Outer, Target<S>>,
  ): Statement[] {
    const target = targets.get(call.callee);
    switch (target?.is) {
      case "inline":
        return this.#inline(call, target.source);
      case "call":
        return [{ ...call, callee: target.callee }];
      case "math":
        return this.#math(call, target.name);
      default:
        throw new Unfollowed(`a call of ${call.callee.name}`);
    }
  }

  #math({ to, args }: Statement & { is: "call" }, name: string): Statement[] {
    if (to?.kind !== "number" || args.length === 0)
      throw new Unfollowed(`a call of Math.${name}`);
    const value: Expression = Object.hasOwn(slopes, name)
      ? { is: "math", name, args }
      : discrete("number", `Math.${name}(`, args);
    return [{ is: "set", place: variable(to), value }];
  }

  #inline({ to, args }: Statement & { is: "call" }, source: S): Statement[] {
    const lowered = this.#renamed(source);
    const { parameters, result } = lowered;
    if (args.length !== parameters.length)
      throw new Unfollowed("a call that leaves an argument out");
    const given = parameters.map((each, k) => {
      const arg = args[k];
      if (arg === undefined || isReference(arg) !== isReference(variable(each)))
        throw new Unfollowed("an argument of another kind");
      return assigned(each, arg);
    });
    const body = this.#body(source, lowered);
    const taken =
      to === undefined || result === undefined
        ? []
        : [assigned(to, variable(result))];
    return [...given, ...body, ...taken];
  }

  #renamed(source: S): Lowered {
    return decoded(this.#library.text(source), (named) => {
      const name = this.#names.fresh(named.name);
      return "role" in named && named.role === "parameter"
        ? { ...named, name, role: "local" }
        : { ...named, name };
    });
  }
}

function assigned(to: Variable, from: Expression): Statement {
  const place = variable(to);
  return isReference(place)
    ? { is: "refer", place, from }
    : { is: "set", place, value: from };
}
