/** Programs of numbers made at random, the same ones for the same seed. */
import { type Random, randomOf } from "./random.js";

export interface RandomProgram {
  /** TypeScript that declares `f`. */
  readonly source: string;
  readonly at: readonly (number | readonly number[])[];
}

type Sort = "number" | "fixed" | "list" | "rows" | "record" | "call" | "change";

interface Name {
  readonly name: string;
  /** `fixed` is a number that nothing sets; `change` is a function of a list that gives nothing. */
  readonly sort: Sort;
  /** How many elements a list has at the least, or how many arguments a function takes. */
  readonly size: number;
}

const operators = ["+", "-", "*", "+", "-", "*", "/"] as const;
const functions = [
  (a: string) => `Math.sin(${a})`,
  (a: string) => `Math.cos(${a})`,
  (a: string) => `Math.tanh(${a})`,
  (a: string) => `Math.atan(${a})`,
  (a: string) => `Math.abs(${a})`,
  (a: string) => `Math.exp(Math.sin(${a}))`,
  (a: string) => `Math.sqrt(1 + (${a}) ** 2)`,
  (a: string) => `Math.log(1.5 + (${a}) * (${a}))`,
  (a: string) => `Math.floor(${a})`,
  (a: string) => `(${a}) ** 3`,
  (a: string) => `(1.2 + (${a}) ** 2) ** -0.7`,
  (a: string) => `-(${a})`,
];
const pairs = [
  (a: string, b: string) => `Math.max(${a}, ${b})`,
  (a: string, b: string) => `Math.min(${a}, 0.4, ${b})`,
  (a: string, b: string) => `Math.hypot(${a}, ${b}, 0.3)`,
  (a: string, b: string) => `Math.atan2(${a}, ${b})`,
  (a: string, b: string) => `(1.1 + Math.abs(${a})) ** Math.sin(${b})`,
  (a: string, b: string) => `Math.pow(1.1 + Math.cos(${a}), ${b})`,
  (a: string, b: string) => `(${a}) / (1.5 + (${b}) ** 2)`,
  (a: string, b: string) => `(${a}) % (1.5 + Math.abs(${b}))`,
];

class Writer {
  /** The scopes, the innermost last. */
  #scopes: Name[][] = [[]];
  #count = 0;
  #loops = 0;
  #returns: (() => string)[] = [];
  /** How much may still be written. */
  #budget = 0;

  constructor(readonly random: Random) {}

  program(): RandomProgram {
    const helpers = this.random.upTo(2);
    const lines: string[] = [];
    for (let k = 0; k < helpers; k++) lines.push(this.#helper());
    const count = this.random.upTo(4);
    const point = () => Math.round(this.random.next() * 4000 - 2000) / 1000;
    const single = count === 0;
    const names = single ? ["x"] : ["x", "y", "z"].slice(0, count);
    this.#budget = 12;
    const body = this.#function(
      names.map((name) => ({
        name,
        sort: single ? "list" : "number",
        size: 3,
      })),
      () => `return ${this.#number(3)};`,
      2 + this.random.upTo(4),
    );
    const list = names
      .map((name) => `${name}: number${single ? "[]" : ""}`)
      .join(", ");
    lines.push(`const f = (${list}): number => ${body};`);
    const at = names.map(() =>
      single ? [point(), point(), point()] : point(),
    );
    return { source: lines.join("\n"), at };
  }

  #helper(): string {
    const name = this.#fresh("g");
    this.#budget = 8;
    const giving = () => `return ${this.#number(2)};`;
    if (this.random.chance(0.3)) {
      const list: Name = { name: "p", sort: "list", size: 3 };
      const body = this.#function([list], () => "return;", 3);
      this.#declare({ name, sort: "change", size: 1 });
      return `const ${name} = (p: number[]): void => ${body};`;
    }
    const u: Name = { name: "u", sort: "number", size: 0 };
    const v: Name = { name: "v", sort: "number", size: 0 };
    if (this.random.chance(0.3)) {
      const n: Name = { name: "n", sort: "fixed", size: 0 };
      let self = "";
      const body = this.#function([u, n], giving, 2, () => {
        const first = this.#number(2);
        const again = `${name}(${this.#number(1)}, n - 1)`;
        self = `if (n <= 0) return ${first};\nlet r = ${again} * ${this.#number(1)};`;
        this.#declare({ name: "r", sort: "number", size: 0 });
        return self;
      });
      const outer = this.#fresh("g");
      this.#declare({ name: outer, sort: "call", size: 1 });
      return `const ${name} = (u: number, n: number): number => ${body};\nconst ${outer} = (u: number): number => ${name}(u, 3);`;
    }
    const body = this.#function([u, v], giving, 2);
    this.#declare({ name, sort: "call", size: 2 });
    return `const ${name} = (u: number, v: number): number => ${body};`;
  }

  #fresh(start: string): string {
    return `${start}${String(this.#count++)}`;
  }

  #declare(name: Name): void {
    this.#scopes.at(-1)?.push(name);
  }

  /** The names in sight: an inner one hides an outer one. */
  #names(...sorts: Sort[]): Name[] {
    const seen = new Map<string, Name>();
    for (const name of this.#scopes.flat()) seen.set(name.name, name);
    return [...seen.values()].filter(({ sort }) => sorts.includes(sort));
  }

  #any(...sorts: Sort[]): Name | undefined {
    const names = this.#names(...sorts);
    return names[this.random.upTo(names.length)];
  }

  #function(
    parameters: readonly Name[],
    giving: () => string,
    length: number,
    opening = () => "",
  ): string {
    const loops = this.#loops;
    this.#loops = 0;
    this.#returns.push(giving);
    this.#scopes.push([...parameters]);
    const first = opening();
    const lines = this.#lines(length);
    const last = giving();
    this.#scopes.pop();
    this.#returns.pop();
    this.#loops = loops;
    return `{\n${first}\n${lines}\n${last}\n}`;
  }

  #block(length: number, known: readonly Name[] = []): string {
    this.#scopes.push([...known]);
    let first = "";
    const hidden = this.#any("number");
    if (hidden !== undefined && this.random.chance(0.25)) {
      const name = hidden.name;
      // What hides another name cannot be made from it.
      this.#declare({ name, sort: "record", size: -1 });
      const value = this.#number(2);
      this.#scopes.at(-1)?.pop();
      this.#declare({ name, sort: "number", size: 0 });
      first = `let ${name}: number = ${value};\n`;
    }
    const text = `{\n${first}${this.#lines(length)}\n}`;
    this.#scopes.pop();
    return text;
  }

  #lines(count: number): string {
    return Array.from({ length: count }, () => this.#statement()).join("\n");
  }

  #statement(): string {
    if (this.#budget-- <= 0) return this.#assignment();
    const { random } = this;
    const ways = [
      () => this.#assignment(),
      () => this.#assignment(),
      () => this.#declaration(),
      () => this.#declaration(),
      () => this.#listStatement(),
      () => this.#listStatement(),
      () => this.#listStatement(),
      () => this.#if(),
      () => this.#loop(),
      () => this.#loop(),
      () => this.#switch(),
      () => this.#jump(),
      () => this.#inner(),
      () => this.#called(),
    ];
    return (ways[random.upTo(ways.length)] ?? this.#assignment)();
  }

  #place(): string | undefined {
    const { random } = this;
    const kind = random.upTo(5);
    const list = this.#any("list");
    if (kind === 0 && list !== undefined) return this.#element(list);
    const rows = this.#any("rows");
    if (kind === 1 && rows !== undefined)
      return `${rows.name}[${this.#index(2)}]![${this.#index(2)}]!`;
    const record = this.#names("record").find(({ size }) => size === 2);
    if (kind === 2 && record !== undefined)
      return `${record.name}.${random.of(["s", "t"])}`;
    return this.#any("number")?.name;
  }

  #element({ name, size }: Name): string {
    return `${name}[${this.#index(size)}]!`;
  }

  #index(size: number): string {
    const counter = this.#names("fixed").find(({ name }) =>
      /^[ijk]/.test(name),
    );
    if (counter !== undefined && this.random.chance(0.5))
      return `(${counter.name} + ${String(this.random.upTo(3))}) % ${String(size)}`;
    return String(this.random.upTo(size));
  }

  #assignment(): string {
    const place = this.#place();
    if (place === undefined) return ";";
    const sign = this.random.of(["", "", "+", "-", "*"]);
    const other = this.#place();
    if (other !== undefined && this.random.chance(0.15))
      return `[${place}, ${other}] = [${other}, ${this.#number(1)}];`;
    if (this.random.chance(0.05)) return `${place}++;`;
    return `${place} ${sign}= ${this.#number(2)};`;
  }

  #declaration(): string {
    const { random } = this;
    const kind = random.upTo(8);
    if (kind === 0) {
      const name = this.#fresh("o");
      const line = `const ${name} = { s: ${this.#number(1)}, t: ${this.#number(1)} };`;
      this.#declare({ name, sort: "record", size: 2 });
      return line;
    }
    if (kind === 1) {
      const name = this.#fresh("m");
      const line = `const ${name} = [${this.#row()}, ${this.#row()}];`;
      this.#declare({ name, sort: "rows", size: 2 });
      return line;
    }
    if (kind < 4) {
      const name = this.#fresh("a");
      const line = `let ${name} = ${this.#list()};`;
      this.#declare({ name, sort: "list", size: 3 });
      return line;
    }
    const name = this.#fresh("v");
    const fixed = random.chance(0.4);
    const line = `${fixed ? "const" : "let"} ${name}: number = ${this.#number(3)};`;
    this.#declare({ name, sort: fixed ? "fixed" : "number", size: 0 });
    return line;
  }

  #row(): string {
    return `[${this.#number(1)}, ${this.#number(1)}]`;
  }

  #list(): string {
    const other = this.#any("list");
    const kind = this.random.upTo(6);
    if (other !== undefined && kind === 0) return other.name;
    if (other !== undefined && kind === 1) return `[...${other.name}]`;
    if (other !== undefined && kind === 2) return `${other.name}.slice()`;
    if (other !== undefined && kind === 3) {
      const body = this.#callback("w", () => this.#number(1));
      return `${other.name}.map((w) => ${body})`;
    }
    if (kind === 4) {
      const body = this.#callback("i", () => this.#number(1), "fixed");
      return `Array.from({ length: 3 }, (_, i) => ${body})`;
    }
    return `[${this.#number(1)}, ${this.#number(1)}, ${this.#number(1)}]`;
  }

  #callback(name: string, body: () => string, sort: Sort = "number"): string {
    this.#scopes.push([{ name, sort, size: 0 }]);
    const text = body();
    this.#scopes.pop();
    return text;
  }

  #listStatement(): string {
    const { random } = this;
    const list = this.#any("list");
    const rows = this.#any("rows");
    if (list === undefined) return this.#declaration();
    switch (random.upTo(6)) {
      case 0:
        return `${list.name}.push(${this.#number(2)});`;
      case 1:
        return `[${this.#element(list)}, ${this.#element(list)}] = [${this.#number(1)}, ${this.#element(list)}];`;
      case 2: {
        const set = this.#names("list").filter(({ name }) => /^a/.test(name));
        const to = set[random.upTo(set.length)];
        return to === undefined
          ? `${this.#element(list)} *= ${this.#number(1)};`
          : `${to.name} = ${this.#list()};`;
      }
      case 3:
        if (rows !== undefined) {
          const i = this.#index(2);
          return random.chance(0.5)
            ? `${rows.name}[${i}] = ${random.chance(0.5) ? this.#row() : `${rows.name}[${this.#index(2)}]!`};`
            : `[${rows.name}[0], ${rows.name}[1]] = [${rows.name}[1]!, ${rows.name}[0]!];`;
        }
        break;
      case 4: {
        const to = this.#any("number");
        if (to === undefined) break;
        const body = this.#callback("w", () => this.#number(1));
        return `${list.name}.forEach((w) => { ${to.name} ${random.of(["+", "*", "-"])}= ${body}; });`;
      }
    }
    return `${this.#element(list)} ${random.of(["", "+", "-", "*"])}= ${this.#number(2)};`;
  }

  #if(): string {
    const test = this.#truth();
    const yes = this.#block(1 + this.random.upTo(3));
    if (this.random.chance(0.4)) return `if (${test}) ${yes}`;
    return `if (${test}) ${yes} else ${this.#block(1 + this.random.upTo(3))}`;
  }

  #loop(): string {
    if (this.#loops > 1) return this.#assignment();
    const { random } = this;
    const length = 1 + random.upTo(4);
    const list = this.#any("list");
    const kind = random.upTo(5);
    this.#loops++;
    const name = this.#fresh(random.of(["i", "j", "k"]));
    const turns = String(1 + random.upTo(4));
    const counter: Name[] = [{ name, sort: "fixed", size: 0 }];
    let text: string;
    if (kind === 0 && list !== undefined) {
      const element = this.#fresh("e");
      const body = this.#block(length, [
        { name: element, sort: "fixed", size: 0 },
      ]);
      // A list may not grow while it is gone through.
      text = `for (const ${element} of [...${list.name}]) ${body}`;
    } else if (kind === 1) {
      const test = this.#truth();
      const body = this.#block(length);
      text = `let ${name} = 0; while (${name}++ < ${turns} && ${test}) ${body}`;
    } else if (kind === 2) {
      const test = this.#truth();
      const body = this.#block(length);
      text = `let ${name} = 0; do ${body} while (${name}++ < ${turns} && ${test});`;
    } else if (kind === 3)
      text = `for (let ${name} = ${turns}; ${name} > 0; ${name}--) ${this.#block(length, counter)}`;
    else
      text = `for (let ${name} = 0; ${name} < ${turns}; ${name}++) ${this.#block(length, counter)}`;
    this.#loops--;
    return text;
  }

  #switch(): string {
    const { random } = this;
    const counter = this.#names("fixed").find(({ name }) =>
      /^[ijk]/.test(name),
    );
    const on = counter?.name ?? `Math.floor(${this.#number(1)})`;
    // What a case does is in a block, so that `continue` in it means the loop.
    const cases = [0, 1, 2].map(
      (k) =>
        `case ${String(k)}: ${this.#block(1 + random.upTo(2))}${random.chance(0.6) ? " break;" : ""}`,
    );
    return `switch ((${on}) + 0) {\n${cases.join("\n")}\ndefault: ${this.#block(1)}\n}`;
  }

  #jump(): string {
    const test = this.#truth();
    if (this.#loops > 0 && this.random.chance(0.7))
      return `if (${test}) { ${this.#assignment()} ${this.random.of(["break", "continue"])}; }`;
    return `if (${test}) { ${this.#returns.at(-1)?.() ?? ""} }`;
  }

  #inner(): string {
    const name = this.#fresh("h");
    const p: Name = {
      name: this.random.of(["p", "x", "y"]),
      sort: "number",
      size: 0,
    };
    const body = this.random.chance(0.3)
      ? this.#callback(p.name, () => `(${this.#number(2)})`)
      : this.#function([p], () => `return ${this.#number(2)};`, 2);
    this.#declare({ name, sort: "call", size: 1 });
    return `const ${name} = (${p.name}: number): number => ${body};`;
  }

  #called(): string {
    const change = this.#any("change");
    const list = this.#any("list");
    if (change !== undefined && list !== undefined)
      return `${change.name}(${list.name});`;
    return this.#assignment();
  }

  #truth(): string {
    const { random } = this;
    const one = `${this.#number(1)} ${random.of([">", "<=", ">="])} ${this.#number(1)}`;
    if (random.chance(0.2)) return `${one} && !(${this.#truth()})`;
    return random.chance(0.15) ? `(${one} || ${this.#truth()})` : one;
  }

  /** A number's text; `depth` bounds how far it nests. */
  #number(depth: number): string {
    const { random } = this;
    const kind = depth <= 0 ? random.upTo(4) : random.upTo(15);
    const next = (): string => this.#number(depth - 1);
    const call = this.#any("call");
    const list = this.#any("list");
    switch (kind) {
      case 0:
        return String(random.of([0.5, 1.5, 2, 0.1, 3, 1]));
      case 1:
        return this.#place() ?? "0.7";
      case 2:
      case 3:
        return this.#any("number", "fixed")?.name ?? "0.3";
      case 4:
        if (call === undefined) break;
        return `${call.name}(${Array.from({ length: call.size }, next).join(", ")})`;
      case 5:
        return `(${this.#truth()} ? ${next()} : ${next()})`;
      case 6:
      case 7:
        return random.of(functions)(next());
      case 8:
        return random.of(pairs)(next(), next());
      case 9: {
        const place = this.#any("number");
        if (place === undefined || random.chance(0.6)) break;
        return random.chance(0.4)
          ? `${place.name}${random.of(["++", "--"])}`
          : `(${place.name} ${random.of(["", "+", "-", "*"])}= ${next()})`;
      }
      case 10: {
        if (list === undefined || random.chance(0.5)) break;
        const start = next();
        this.#scopes.push([
          { name: "s", sort: "fixed", size: 0 },
          { name: "w", sort: "fixed", size: 0 },
        ]);
        const body = `s * 0.5 + ${this.#number(depth - 1)}`;
        this.#scopes.pop();
        return `${list.name}.reduce((s, w) => ${body}, ${start})`;
      }
    }
    return `(${next()} ${random.of(operators)} ${next()})`;
  }
}

/** So many programs from a seed. */
export function randomPrograms(seed: number, count: number): RandomProgram[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => new Writer(random).program());
}
