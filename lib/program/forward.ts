/** The way forward: the function itself, which writes down on the tape what the way back needs. */
import { one, zero } from "./algebra.js";
import { type Analysis, exitsOf } from "./analysis.js";
import type { Backward } from "./backward.js";
import type { Counters } from "./counters.js";
import { demandedShadows } from "./demand.js";
import type { Shadows } from "./names.js";
import type { Plan } from "./plan.js";
import {
  constant,
  type Expression,
  isReference,
  isReferenceKind,
  type Label,
  type Place,
  type Statement,
  type Variable,
  variable,
} from "./program.js";

type Of<K extends Statement["is"]> = Extract<Statement, { is: K }>;

/** What is written down when control leaves a construct, and the label that stands behind it. */
interface Exit {
  label?: Label;
  note?: Expression;
}

export interface ForwardParts {
  readonly analysis: Analysis;
  readonly plan: Plan;
  readonly counters: Counters;
  readonly shadows: Shadows;
  readonly counts: ReadonlyMap<Statement, Variable>;
  readonly backward: Backward;
}

const save = (value: Expression): Statement => ({ is: "save", value });

export class Forward {
  readonly #parts: ForwardParts;
  readonly #demanded: ReadonlySet<Variable>;
  readonly #exits: Exit[] = [];

  constructor(
    parts: ForwardParts,
    body: readonly Statement[],
    asked: readonly Variable[],
  ) {
    this.#parts = parts;
    this.#demanded = demandedShadows(parts, body, asked);
  }

  list(list: readonly Statement[]): Statement[] {
    const exits = this.#parts.backward.isSilent(list)
      ? new Set<number>()
      : exitsOf(list);
    const exit: Exit = {};
    this.#exits.push(exit);
    const found = list.flatMap((each, i) => {
      if (exits.has(i)) exit.note = constant(i + 1);
      // Who leaves from within the last one has passed them all, too.
      else if (exits.size > 0 && i === list.length - 1) exit.note = zero;
      else delete exit.note;
      return this.#statement(each);
    });
    this.#exits.pop();
    if (exits.size > 0 && !leaves(list.at(-1))) found.push(save(zero));
    return found;
  }

  /** Whether the forward run has something beside the list or the object. */
  hasShadow(of: Variable): boolean {
    return this.#demanded.has(of);
  }

  #statement(statement: Statement): Statement[] {
    switch (statement.is) {
      case "set":
        return this.#set(statement);
      case "refer":
        return this.#refer(statement);
      case "make":
        return this.#make(statement);
      case "fill":
        return this.#fill(statement);
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
        return this.#block(statement);
      case "jump":
        return this.#jump(statement.label);
      default:
        return [statement];
    }
  }

  #set(statement: Of<"set">): Statement[] {
    return this.#parts.plan.saves(statement)
      ? [save(statement.place), statement]
      : [statement];
  }

  #saved(of: Variable, by: Statement): Statement[] {
    if (!this.#parts.plan.saves(by)) return [];
    const place = variable(of);
    if (!isReferenceKind(of.kind)) return [save(place)];
    const still = this.#isPassive(place);
    const values = still ? [place] : [place, this.shadow(place)];
    return [{ is: "keep", values, still }];
  }

  #isPassive(expression: Expression): boolean {
    return this.#parts.analysis.isPassive(expression);
  }

  shadow(expression: Expression): Place {
    if (expression.is === "variable")
      return variable(this.#parts.shadows.of(expression.of));
    if (expression.is !== "element")
      throw new Error("internal: only places have a shadow");
    return { ...expression, object: this.shadow(expression.object) };
  }

  #refer(statement: Of<"refer">): Statement[] {
    const { place, from } = statement;
    const beside: Statement = {
      is: "refer",
      place: this.shadow(place),
      from: this.shadow(from),
    };
    if (place.is === "variable") {
      const saved = this.#saved(place.of, statement);
      return this.#demanded.has(place.of)
        ? [...saved, statement, beside]
        : [...saved, statement];
    }
    return [
      { is: "keep", values: [place, this.shadow(place)], still: false },
      statement,
      beside,
    ];
  }

  #make(statement: Of<"make">): Statement[] {
    const { to, parts } = statement;
    const saved = this.#saved(to, statement);
    if (!this.#demanded.has(to)) return [...saved, statement];
    const beside = parts.map(
      ([key, part]) =>
        [key, isReference(part) ? this.shadow(part) : zero] as const,
    );
    const shadow = this.#parts.shadows.of(to);
    return [...saved, statement, { ...statement, to: shadow, parts: beside }];
  }

  #zeros(to: Variable): Statement[] {
    if (!this.#demanded.has(to)) return [];
    const shadow = this.#parts.shadows.of(to);
    return [{ is: "zeros", to: shadow, like: variable(to), deep: false }];
  }

  #fill(statement: Of<"fill">): Statement[] {
    const { to } = statement;
    return [...this.#saved(to, statement), statement, ...this.#zeros(to)];
  }

  #copy(statement: Of<"copy">): Statement[] {
    const { to, from, nested } = statement;
    const saved = this.#saved(to, statement);
    if (!nested) return [...saved, statement, ...this.#zeros(to)];
    if (!this.#demanded.has(to)) return [...saved, statement];
    const shadow = this.#parts.shadows.of(to);
    return [
      ...saved,
      statement,
      { ...statement, to: shadow, from: this.shadow(from) },
    ];
  }

  #push(statement: Of<"push">): Statement[] {
    const { list, value } = statement;
    const shadow = isReference(value) ? this.shadow(value) : zero;
    return [statement, { is: "push", list: this.shadow(list), value: shadow }];
  }

  #call(statement: Of<"call">): Statement[] {
    const { to, callee, args } = statement;
    const saved = to === undefined ? [] : this.#saved(to, statement);
    const given = args.flatMap((arg) =>
      isReference(arg) ? [arg, this.shadow(arg)] : [arg],
    );
    const results =
      to === undefined
        ? []
        : isReferenceKind(to.kind)
          ? [to, this.#parts.shadows.of(to)]
          : [to];
    return [
      ...saved,
      { is: "invoke", callee, part: "a", args: given, to: results },
    ];
  }

  #if(statement: Of<"if">): Statement[] {
    const { condition, yes, no } = statement;
    const { backward, plan } = this.#parts;
    const silent =
      plan.isAskedAgain(statement) ||
      [yes, no].every((list) => backward.isSilent(list));
    const branch = (list: readonly Statement[], flag: Expression) => {
      const exit: Exit = silent ? {} : { note: flag };
      this.#exits.push(exit);
      const found = this.list(list);
      this.#exits.pop();
      return silent || leaves(list.at(-1)) ? found : [...found, save(flag)];
    };
    return [
      { is: "if", condition, yes: branch(yes, one), no: branch(no, zero) },
    ];
  }

  #loop(statement: Of<"loop">): Statement[] {
    const { condition, body } = statement;
    const { backward, counters, counts } = this.#parts;
    const of = counts.get(statement);
    const free =
      counters.of(statement) !== undefined || backward.isSilent(body);
    if (free || of === undefined) {
      this.#exits.push({});
      const list = this.list(body);
      this.#exits.pop();
      return [{ is: "loop", condition, body: list }];
    }
    const n = variable(of);
    this.#exits.push({ note: n });
    const list = this.list(body);
    this.#exits.pop();
    const count: Statement = { is: "set", place: n, value: one, sum: "+" };
    return [
      { is: "set", place: n, value: zero },
      { is: "loop", condition, body: [count, ...list] },
      save(n),
    ];
  }

  #block({ label, body }: Of<"block">): Statement[] {
    this.#exits.push({ label });
    const list = this.list(body);
    this.#exits.pop();
    return [{ is: "block", label, body: list }];
  }

  #jump(label: Label): Statement[] {
    const notes: Statement[] = [];
    for (let k = this.#exits.length - 1; k >= 0; k--) {
      const exit = this.#exits[k];
      if (exit?.note !== undefined) notes.push(save(exit.note));
      if (exit?.label === label) break;
    }
    return [...notes, { is: "jump", label }];
  }
}

const leaves = (statement: Statement | undefined): boolean =>
  statement?.is === "jump" || statement?.is === "fail";
