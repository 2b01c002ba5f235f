/** Loops, and the jumps that leave them or go on with the next turn, lowered. */
import type ts from "typescript";
import { type Builder, unsupported } from "./builder.js";
import type { Expressions } from "./expressions.js";
import type { Parts } from "./parts.js";
import type { Patterns } from "./patterns.js";
import {
  constant,
  type Expression,
  type Label,
} from "../../../lib/program/program.js";

/** The labels that control reaches by itself behind a statement. */
export type Tail = readonly Label[];

interface Loop {
  readonly end: Label;
  /** `undefined` for a `switch`. */
  readonly next: Label | undefined;
}

/** Lowers what stands within a loop. */
interface Within {
  readonly list: (statements: readonly ts.Statement[], tail: Tail) => void;
  readonly declarations: (list: ts.VariableDeclarationList) => void;
  readonly discard: (node: ts.Expression) => void;
}

export class Loops {
  readonly #ts: typeof ts;
  readonly #builder: Builder;
  readonly #expressions: Expressions;
  readonly #patterns: Patterns;
  readonly #within: Within;
  #loops: Loop[] = [];

  constructor(
    parts: Parts,
    expressions: Expressions,
    patterns: Patterns,
    within: Within,
  ) {
    this.#ts = parts.ts;
    this.#builder = parts.builder;
    this.#expressions = expressions;
    this.#patterns = patterns;
    this.#within = within;
  }

  /** The body of another function, which cannot jump out of the loops around its call. */
  apart(make: () => void): void {
    const around = this.#loops;
    this.#loops = [];
    make();
    this.#loops = around;
  }

  /** What `break` leaves though it is no loop: a `switch`. */
  left(make: (end: Label) => void): void {
    const end = this.#builder.label("leave");
    this.#loops.push({ end, next: undefined });
    this.#builder.block(end, () => {
      make(end);
    });
    this.#loops.pop();
  }

  leave(node: ts.BreakOrContinueStatement, tail: Tail): void {
    if (node.label !== undefined) unsupported("a labelled jump");
    const isBreak = this.#ts.isBreakStatement(node);
    const loop = this.#loops.findLast(
      ({ next }) => isBreak || next !== undefined,
    );
    const label = isBreak ? loop?.end : loop?.next;
    if (label === undefined) unsupported("a jump out of nothing");
    else this.#builder.jump(label, tail);
  }

  /** A loop with `end` and `next`, the labels behind it and behind its body. */
  #around(make: (loop: Loop & { next: Label }) => void): void {
    const loop = {
      end: this.#builder.label("leave"),
      next: this.#builder.label("next"),
    };
    this.#loops.push(loop);
    this.#builder.block(loop.end, () => {
      make(loop);
    });
    this.#loops.pop();
  }

  #bodyOf(node: ts.IterationStatement, next: Label): void {
    this.#builder.block(next, () => {
      this.#within.list([node.statement], [next]);
    });
  }

  iteration(node: ts.IterationStatement): void {
    const compiler = this.#ts;
    if (compiler.isForStatement(node)) this.#for(node);
    else if (compiler.isForOfStatement(node)) this.#forOf(node);
    else if (compiler.isWhileStatement(node))
      this.#around(({ end, next }) => {
        this.#builder.loop(
          () => this.#expressions.condition(node.expression),
          () => {
            this.#bodyOf(node, next);
          },
          end,
        );
      });
    else if (compiler.isDoStatement(node)) this.#do(node);
    else unsupported("for in");
  }

  #do(node: ts.DoStatement): void {
    this.#around(({ end, next }) => {
      this.#builder.loop(
        () => constant("true"),
        () => {
          this.#bodyOf(node, next);
          const condition = this.#expressions.condition(node.expression);
          const no = [this.#builder.jumpTo(end)];
          this.#builder.emit({ is: "if", condition, yes: [], no });
        },
        end,
      );
    });
  }

  #for(node: ts.ForStatement): void {
    const { initializer, condition, incrementor } = node;
    if (initializer !== undefined) {
      if (this.#ts.isVariableDeclarationList(initializer))
        this.#within.declarations(initializer);
      else this.#within.discard(initializer);
    }
    this.#around(({ end, next }) => {
      this.#builder.loop(
        () =>
          condition === undefined
            ? constant("true")
            : this.#expressions.condition(condition),
        () => {
          this.#bodyOf(node, next);
          if (incrementor !== undefined) this.#within.discard(incrementor);
        },
        end,
      );
    });
  }

  #forOf(node: ts.ForOfStatement): void {
    const { initializer } = node;
    if (node.awaitModifier !== undefined) unsupported("for await");
    if (!this.#ts.isVariableDeclarationList(initializer))
      return unsupported("for of an old variable");
    const name = initializer.declarations[0]?.name;
    if (name === undefined) return unsupported("for of nothing");
    const kind = this.#patterns.kindOf(name);
    const list = this.#patterns.referred(
      this.#expressions.value(node.expression),
    );
    this.#around(({ end, next }) => {
      this.#over(list, end, (index) => {
        this.#builder.block(next, () => {
          this.#patterns.bind(name, {
            is: "element",
            kind,
            object: list,
            key: index,
          });
          this.#within.list([node.statement], [next]);
        });
      });
    });
  }

  /** A loop over the indices of a list. */
  #over(list: Expression, end: Label, body: (index: Expression) => void): void {
    const length: Expression = { is: "length", object: list };
    this.#builder.counted(length, end, body);
  }
}
