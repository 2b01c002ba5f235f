/**
 * What a random program is written with. The same choices are written twice: as TypeScript, and as JavaScript in which
 * numbers are dual ones. Choices of names are whole numbers that are brought into the range of what is in sight, so that
 * every part of a program can be left out and it remains one.
 */

export type Sort =
  | "number"
  | "fixed"
  | "counter"
  | "list"
  | "rows"
  | "record"
  | "object"
  | "call"
  | "pair"
  | "change"
  | "stream";

/** A part of a program. */
export type Text = (scope: Scope) => string;

interface Jump {
  readonly label: string | undefined;
  readonly loop: boolean;
}

export class Scope {
  #names: { name: string; sort: Sort }[][] = [[]];
  #jumps: Jump[] = [];
  #returns: (Text | undefined)[] = [];
  #count = 0;

  constructor(readonly dual: boolean) {}

  /** Types and assertions, which stand in TypeScript only. */
  type(text: string): string {
    return this.dual ? "" : text;
  }

  operation(sign: string, ...args: readonly string[]): string {
    if (this.dual) return `D[${JSON.stringify(sign)}](${args.join(", ")})`;
    if (sign === "neg") return `(-${args[0] ?? ""})`;
    return /^\w/.test(sign)
      ? `Math.${sign}(${args.join(", ")})`
      : `(${args.join(` ${sign} `)})`;
  }

  asked(sign: string, left: string, right: string): string {
    return this.dual
      ? `D.ask[${JSON.stringify(sign)}](${left}, ${right})`
      : `${left} ${sign} ${right}`;
  }

  /** `place = value`, or `place += value` and its kin. */
  assigned(place: string, sign: string, value: string): string {
    if (sign === "") return `${place} = ${value}`;
    return this.dual
      ? `${place} = ${this.operation(sign, place, value)}`
      : `${place} ${sign}= ${value}`;
  }

  fresh(start: string): string {
    return `${start}${String(this.#count++)}`;
  }

  declare(name: string, sort: Sort): string {
    this.#names.at(-1)?.push({ name, sort });
    return name;
  }

  /** One of the names in sight: an inner one hides an outer one. */
  pick(choice: number, ...sorts: readonly Sort[]): string | undefined {
    const seen = new Map<string, Sort>();
    for (const { name, sort } of this.#names.flat()) {
      seen.delete(name);
      seen.set(name, sort);
    }
    const fit = [...seen].filter(([, sort]) => sorts.includes(sort));
    // The last ones are the nearest.
    return fit.at(-1 - (choice % Math.max(fit.length, 1)))?.[0];
  }

  /** Whether a name is an object with a method, and so on. */
  within<T>(
    write: () => T,
    names: readonly (readonly [string, Sort])[] = [],
  ): T {
    this.#names.push(names.map(([name, sort]) => ({ name, sort })));
    try {
      return write();
    } finally {
      this.#names.pop();
    }
  }

  /** A function's inside: its jumps are its own. */
  inside<T>(write: () => T, result: Text | undefined): T {
    const jumps = this.#jumps;
    this.#jumps = [];
    this.#returns.push(result);
    try {
      return write();
    } finally {
      this.#jumps = jumps;
      this.#returns.pop();
    }
  }

  get depth(): number {
    return this.#jumps.filter(({ loop }) => loop).length;
  }

  jumping<T>(jump: Jump, write: () => T): T {
    this.#jumps.push(jump);
    try {
      return write();
    } finally {
      this.#jumps.pop();
    }
  }

  /** `break`, `continue`, to a label where the choice says so; `undefined` where neither may stand. */
  jump(kind: "break" | "continue", far: boolean): string | undefined {
    const loops = this.#jumps.filter(({ loop }) => loop);
    const outer = loops[0]?.label;
    if (far && outer !== undefined) return `${kind} ${outer};`;
    const any = kind === "break" ? this.#jumps : loops;
    return any.length > 0 ? `${kind};` : undefined;
  }

  /** Leaving the function, with its result where it has one. */
  leave(): string {
    const result = this.#returns.at(-1);
    return result === undefined ? "return;" : `return ${result(this)};`;
  }
}
