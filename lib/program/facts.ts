/** Where the variables of a program are set and read. */
import { type Statement, type Variable } from "./program.js";
import { eachVariable, listsOf, readsOf, targetsOf } from "./walks.js";

type List = readonly Statement[];

export interface Fact {
  /** How many statements set it. */
  readonly sets: number;
  /** The innermost list of statements that everything which mentions the variable stands in. */
  readonly home: List;
  /** The first statement of that list that mentions it. */
  readonly first: Statement;
  /** Whether that statement sets it, whatever happens, without reading it. */
  readonly begins: boolean;
  /** Whether one name stands for several values, one in each turn of a loop. */
  readonly looped: boolean;
}

/** A list with those around it, the innermost last. */
type Path = readonly { readonly list: List; readonly loop: boolean }[];

interface Mention {
  sets: number;
  paths: Path[];
}

export class Facts {
  readonly #facts = new Map<Variable, Fact>();
  readonly #mentioned = new Map<Statement, Set<Variable>>();

  constructor(
    body: List,
    parameters: readonly Variable[],
    results: readonly Variable[] = [],
  ) {
    const mentions = new Map<Variable, Mention>();
    this.#collect(body, [{ list: body, loop: false }], mentions);
    const outside = new Set([...parameters, ...results]);
    for (const [of, { sets, paths }] of mentions)
      this.#facts.set(of, this.#fact(of, sets, paths, outside, body));
  }

  of(variable: Variable): Fact | undefined {
    return this.#facts.get(variable);
  }

  variables(): Iterable<Variable> {
    return this.#facts.keys();
  }

  sets(variable: Variable): number {
    return this.#facts.get(variable)?.sets ?? 0;
  }

  /** The variables that a statement, or one within it, sets or reads. */
  mentioned(statement: Statement): ReadonlySet<Variable> {
    return this.#mentioned.get(statement) ?? new Set();
  }

  #collect(list: List, path: Path, mentions: Map<Variable, Mention>): void {
    for (const statement of list) {
      const all = new Set<Variable>();
      const mention = (of: Variable, set: boolean): void => {
        all.add(of);
        const known = mentions.get(of);
        if (known === undefined)
          mentions.set(of, { sets: set ? 1 : 0, paths: [path] });
        else {
          if (set) known.sets++;
          if (known.paths.at(-1) !== path) known.paths.push(path);
        }
      };
      for (const each of targetsOf(statement)) mention(each, true);
      for (const each of readsOf(statement))
        eachVariable(each, (of) => {
          mention(of, false);
        });
      for (const inner of listsOf(statement)) {
        const loop = statement.is === "loop";
        this.#collect(inner, [...path, { list: inner, loop }], mentions);
        for (const each of inner)
          for (const of of this.mentioned(each)) all.add(of);
      }
      this.#mentioned.set(statement, all);
    }
  }

  #fact(
    of: Variable,
    sets: number,
    paths: readonly Path[],
    outside: ReadonlySet<Variable>,
    body: List,
  ): Fact {
    let common = outside.has(of) ? [{ list: body, loop: false }] : paths[0];
    for (const path of paths)
      common = common?.filter((step, k) => path[k]?.list === step.list);
    const home = common?.at(-1)?.list ?? body;
    const first = home.find((each) => this.mentioned(each).has(of));
    if (first === undefined) throw new Error(`internal: ${of.name} is nowhere`);
    const begins =
      targetsOf(first).includes(of) &&
      !readsOf(first).some((each) => reads(each, of));
    // Set before it is read in each turn, or else it lives on from turn to turn.
    const looped = common?.some(({ loop }) => loop) ?? false;
    return { sets, home, first, begins, looped };
  }
}

function reads(expression: Parameters<typeof eachVariable>[0], of: Variable) {
  let found = false;
  eachVariable(expression, (each) => {
    found ||= each === of;
  });
  return found;
}
