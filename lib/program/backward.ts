/** The way back: each statement's share of the derivative, the last statement first. */
import { one, zero } from "./algebra.js";
import { Assignments, type BackwardParts, popped } from "./assignments.js";
import { exitsOf } from "./analysis.js";
import { type Counters, endOf } from "./counters.js";
import { blank, Flow } from "./flow.js";
import {
  constant,
  discrete,
  type Expression,
  isReferenceKind,
  kindOf,
  type Statement,
  type Variable,
  variable,
} from "./program.js";
import { summed } from "./sums.js";
import { settled } from "./zeros.js";

type List = readonly Statement[];
type Of<K extends Statement["is"]> = Extract<Statement, { is: K }>;

export class Backward {
  readonly #parts: BackwardParts;
  readonly #flow: Flow;
  readonly #assignments: Assignments;
  readonly #written = new Map<List, Statement[]>();
  readonly #statements = new Map<Statement, Statement[]>();
  readonly #scoped = new Map<List, Variable[]>();

  constructor(parts: BackwardParts) {
    this.#parts = parts;
    this.#flow = new Flow(parts);
    this.#assignments = new Assignments(parts, this.#flow);
    for (const of of parts.facts.variables()) {
      const fact = parts.facts.of(of);
      if (fact === undefined || !this.#assignments.isScoped(of)) continue;
      const known = this.#scoped.get(fact.home);
      if (known === undefined) this.#scoped.set(fact.home, [of]);
      else known.push(of);
    }
  }

  /** Whether the shadow of a number holds zero before anything flows back. */
  zeroed(of: Variable): boolean {
    return !this.#assignments.isScoped(of);
  }

  /** Whether there is nothing to do for these statements on the way back. */
  isSilent(list: List): boolean {
    return this.list(list).length === 0;
  }

  list(list: List): Statement[] {
    const known = this.#written.get(list);
    if (known !== undefined) return known;
    const exits = [...exitsOf(list)].reverse();
    const back =
      exits.length > 0 ? this.#entries(list, exits) : this.#straight(list);
    const { counters } = this.#parts;
    const isEmpty = list.every(
      (each) => counters.isStep(each) || this.#of(each).length === 0,
    );
    const steps = list.filter((each) => counters.isStep(each));
    const shadows = (this.#scoped.get(list) ?? []).map((of) =>
      this.#parts.shadows.of(of),
    );
    const found = isEmpty
      ? steps.flatMap((each) => this.#of(each))
      : summed(settled(back, shadows), this.#parts.shadows);
    this.#written.set(list, found);
    return found;
  }

  /** What is computed again is computed behind the step of the loop, with the counter that it had. */
  #straight(list: List): Statement[] {
    const last = list.at(-1);
    const { counters, plan } = this.#parts;
    const steps = last !== undefined && counters.isStep(last);
    const behind = steps ? list.length - 1 : list.length;
    return [
      ...this.#range(list, behind, list.length),
      ...plan.while(steps ? last : list, () =>
        list
          .filter((each) => plan.isRepeated(each))
          .flatMap((each) => this.#repeated(each)),
      ),
      ...this.#range(list, 0, behind),
    ];
  }

  /** Behind the statements that were not reached, according to the tape. */
  #entries(list: List, exits: readonly number[]): Statement[] {
    const cases: (readonly [number, Statement[]])[] = [];
    let end = list.length;
    let number = 0;
    for (const exit of exits) {
      cases.push([number, this.#range(list, exit + 1, end)]);
      number = exit + 1;
      end = exit + 1;
    }
    cases.push([number, this.#range(list, 0, end)]);
    return [{ is: "entries", cases }];
  }

  #range(list: List, from: number, to: number): Statement[] {
    return list
      .slice(from, to)
      .reverse()
      .flatMap((each) => this.#of(each));
  }

  #of(statement: Statement): Statement[] {
    let found = this.#statements.get(statement);
    if (found === undefined) {
      found = this.#parts.plan.while(statement, () =>
        this.#statement(statement),
      );
      this.#statements.set(statement, found);
    }
    return found;
  }

  #statement(statement: Statement): Statement[] {
    switch (statement.is) {
      case "set":
        return this.#assignments.of(statement);
      case "refer":
        return this.#refer(statement);
      case "make":
        return this.#make(statement);
      case "fill":
        return this.#restored(statement.to, statement);
      case "copy":
        return this.#copy(statement);
      case "push":
        return this.#push(statement);
      case "call":
        return this.#call(statement);
      case "if":
        return this.#if(statement);
      case "loop":
        return this.#loop(statement);
      case "block":
        return this.list(statement.body);
      default:
        return [];
    }
  }

  #repeated(statement: Statement): Statement[] {
    if (statement.is === "set") {
      this.#flow.read(statement.value);
      return [statement];
    }
    if (statement.is !== "refer") return [];
    this.#flow.read(statement.from);
    const { place, from } = statement;
    if (place.is !== "variable" || this.#isPassive(place)) return [statement];
    const shadow = variable(this.#parts.shadows.of(place.of));
    return [
      statement,
      { is: "refer", place: shadow, from: this.#flow.shadow(from) },
    ];
  }

  #isPassive(expression: Expression): boolean {
    return this.#parts.analysis.isPassive(expression);
  }

  #restored(of: Variable, by: Statement): Statement[] {
    if (!this.#parts.plan.saves(by)) return [];
    const place = variable(of);
    if (!isReferenceKind(of.kind)) return [popped(place)];
    const still = this.#isPassive(place);
    const places = still
      ? [place]
      : [place, variable(this.#parts.shadows.of(of))];
    return [{ is: "recall", places, still }];
  }

  #refer(statement: Of<"refer">): Statement[] {
    const { place } = statement;
    if (place.is === "variable") return this.#restored(place.of, statement);
    this.#flow.read(place.object);
    if (typeof place.key !== "string") this.#flow.read(place.key);
    const places = [place, this.#flow.shadow(place)];
    return [{ is: "recall", places, still: false }];
  }

  #make(statement: Of<"make">): Statement[] {
    const { to, parts } = statement;
    const sheet = blank();
    const restored = this.#restored(to, statement);
    const flowing = parts.filter(
      ([, part]) =>
        kindOf(part) === "number" && this.#parts.analysis.isActive(part),
    );
    if (flowing.length > 0) this.#parts.plan.readAfter(statement, variable(to));
    const object = variable(this.#parts.shadows.of(to));
    const held = flowing.map(([key, part]) => {
      const index = /^\d/.test(key) ? constant(key) : key;
      const place: Expression = {
        is: "element",
        kind: "number",
        object,
        key: index,
      };
      return { part, t: this.#flow.copied(sheet, place) };
    });
    sheet.list.push(...restored);
    for (const { part, t } of held) this.#flow.through(part, t, sheet);
    return sheet.list;
  }

  #copy(statement: Of<"copy">): Statement[] {
    const { to, from, start, nested } = statement;
    const restored = this.#restored(to, statement);
    if (nested || this.#isPassive(from)) return restored;
    this.#parts.plan.readAfter(statement, variable(to));
    const shadow = variable(this.#parts.shadows.of(to));
    const kept = variable(this.#parts.names.local("copy", "array"));
    // The list of the copy goes when the old one comes back.
    return [
      { is: "refer", place: kept, from: shadow },
      ...restored,
      {
        is: "gather",
        into: this.#flow.shadow(from),
        from: kept,
        start: this.#flow.read(start ?? zero),
      },
    ];
  }

  #push({ list, value }: Of<"push">): Statement[] {
    const sheet = blank();
    const shadow = this.#flow.shadow(list);
    this.#flow.read(list);
    const isNumber = kindOf(value) === "number";
    const active = isNumber && this.#parts.analysis.isActive(value);
    const to = active ? this.#parts.names.local("t") : undefined;
    sheet.list.push(
      { is: "pop", list: shadow, to },
      { is: "pop", list, to: undefined },
    );
    if (to !== undefined) this.#flow.through(value, variable(to), sheet);
    return sheet.list;
  }

  #call(statement: Of<"call">): Statement[] {
    const { to, callee, args } = statement;
    const { analysis, names } = this.#parts;
    const sheet = blank();
    const seeds: Expression[] = [];
    if (to?.kind === "number") {
      const shadow = this.#flow.shadow(variable(to));
      seeds.push(this.#flow.copied(sheet, shadow));
      sheet.list.push({ is: "set", place: shadow, value: zero });
    }
    const slopes = args.flatMap((arg) =>
      kindOf(arg) === "number" ? [{ arg, t: names.local("t") }] : [],
    );
    sheet.list.push({
      is: "invoke",
      callee,
      part: "b",
      args: seeds,
      to: slopes.map(({ t }) => t),
    });
    if (to !== undefined) sheet.list.push(...this.#restored(to, statement));
    for (const { arg, t } of slopes)
      if (analysis.isActive(arg)) this.#flow.through(arg, variable(t), sheet);
    return sheet.list;
  }

  #if(statement: Of<"if">): Statement[] {
    const yes = this.list(statement.yes);
    const no = this.list(statement.no);
    if (yes.length === 0 && no.length === 0) return [];
    const again = this.#parts.plan.isAskedAgain(statement);
    const condition: Expression = again
      ? this.#flow.read(statement.condition)
      : { is: "popped", kind: "boolean" };
    return [{ is: "if", condition, yes, no }];
  }

  #loop(statement: Of<"loop">): Statement[] {
    const { counters, counts } = this.#parts;
    const counter = counters.of(statement);
    const body = this.list(statement.body);
    if (counter !== undefined) return this.#counted(counter, body);
    if (body.length === 0) return [];
    const n = variable(counts.get(statement) ?? this.#parts.names.local("n"));
    return [
      { is: "set", place: n, value: { is: "popped", kind: "number" } },
      {
        is: "loop",
        condition: discrete("boolean", ">", [n, zero]),
        body: [...body, { is: "set", place: n, value: one, sum: "-" }],
      },
    ];
  }

  /** A loop of which only the counter goes back is nothing to go back through. */
  #counted(
    counter: NonNullable<ReturnType<Counters["of"]>>,
    body: readonly Statement[],
  ): Statement[] {
    if (body.length <= 1) return [];
    const place = variable(counter.of);
    const begin: Statement[] =
      counter.end === undefined
        ? []
        : [{ is: "set", place, value: this.#flow.read(endOf(counter)) }];
    if (counter.end === undefined) this.#flow.read(place);
    const sign = counter.up ? ">" : "<";
    const start = this.#flow.read(counter.start);
    return [
      ...begin,
      {
        is: "loop",
        condition: discrete("boolean", sign, [place, start]),
        body,
      },
    ];
  }
}
