/** Classes and objects with methods: the twins of their members are made together, so that `super` means the same. */
import type ts from "typescript";
import type { Emitter } from "./emitter.js";
import type { TwinCode } from "./twin-code.js";

type Visitor = (node: ts.Node) => ts.VisitResult<ts.Node>;

export class TwinClasses {
  readonly #ts: typeof ts;
  readonly #emitter: Emitter;
  readonly #twin: TwinCode;
  readonly #plain: Visitor;

  constructor(emitter: Emitter, twin: TwinCode, plain: Visitor) {
    this.#ts = emitter.ts;
    this.#emitter = emitter;
    this.#twin = twin;
    this.#plain = plain;
  }

  /** The twins of an object's methods and accessors; `undefined` where none of them dispatches. */
  membersOf(
    node: ts.ObjectLiteralExpression,
  ): ts.ObjectLiteralElementLike[] | undefined {
    const members = node.properties.filter(
      (each) =>
        (this.#ts.isMethodDeclaration(each) || this.#ts.isAccessor(each)) &&
        this.#isNamed(each.name),
    );
    const twins = this.#visitMembers(members);
    return twins as ts.ObjectLiteralElementLike[] | undefined;
  }

  /**
   * The class with a static block `$.class(this, () => class extends … { … })` of its own: inside it, so that the twin
   * may use the class's private names. A class that has such names initializes them itself, so there the constructor
   * and the fields are asked of the runtime in place, and the twin has the methods alone.
   */
  beside(node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration {
    const isPrivate = node.members.some(
      (each) => each.name && this.#ts.isPrivateIdentifier(each.name),
    );
    const members = node.members.filter((each) => this.#isTwinned(each));
    const made = members.filter((each) => !isPrivate || !this.#isMaking(each));
    const twins = this.#visitMembers(made);
    const derives = node.heritageClauses?.some((each) => this.#isExtends(each));
    const visited = this.#plainClass(node, isPrivate);
    if (twins === undefined && derives !== true) return visited;
    const block = this.#block(
      node,
      isPrivate ? "methodsOf" : "class",
      (twins ?? made) as ts.ClassElement[],
    );
    return this.#withMembers(visited, [...visited.members, block]);
  }

  #visitMembers(members: readonly ts.Node[]): ts.Node[] | undefined {
    const twins: ts.Node[] = [];
    let dispatches = false;
    for (const member of members) {
      const twin = this.#twin.ifDispatching(member, () =>
        this.#twin.children(member),
      );
      if (twin !== undefined) dispatches = true;
      twins.push(twin ?? member);
    }
    return dispatches ? twins : undefined;
  }

  /** Plain members, but what initializes private names in twin code. */
  #plainClass(
    node: ts.ClassLikeDeclaration,
    isPrivate: boolean,
  ): ts.ClassLikeDeclaration {
    const visit: Visitor = (child) =>
      isPrivate && this.#ts.isClassElement(child) && this.#isMaking(child)
        ? this.#twin.children(child)
        : this.#plain(child);
    return this.#ts.visitEachChild(node, visit, this.#emitter.context);
  }

  /** Whether the member belongs into a twin: what instances are made of, and methods that can be found by name. */
  #isTwinned(member: ts.ClassElement): boolean {
    const compiler = this.#ts;
    const isStatic = compiler.canHaveModifiers(member)
      ? (compiler.getModifiers(member) ?? []).some(
          (each) => each.kind === compiler.SyntaxKind.StaticKeyword,
        )
      : false;
    if (compiler.isConstructorDeclaration(member))
      return member.body !== undefined;
    if (compiler.isPropertyDeclaration(member)) return !isStatic;
    if (!compiler.isMethodDeclaration(member) && !compiler.isAccessor(member))
      return false;
    return member.body !== undefined && this.#isNamed(member.name);
  }

  #isMaking(member: ts.ClassElement): boolean {
    return (
      this.#ts.isConstructorDeclaration(member) ||
      (this.#ts.isPropertyDeclaration(member) && !this.#isStatic(member))
    );
  }

  #isStatic(member: ts.PropertyDeclaration): boolean {
    return (
      member.modifiers?.some(
        (each) => each.kind === this.#ts.SyntaxKind.StaticKeyword,
      ) ?? false
    );
  }

  /** Whether evaluating the name again gives the same name; private ones cannot be found from outside. */
  #isNamed(name: ts.PropertyName): boolean {
    const compiler = this.#ts;
    if (compiler.isPrivateIdentifier(name)) return false;
    if (!compiler.isComputedPropertyName(name)) return true;
    const { expression } = name;
    return (
      this.#emitter.isSimple(expression) ||
      (compiler.isPropertyAccessExpression(expression) &&
        compiler.isIdentifier(expression.expression))
    );
  }

  #isExtends(clause: ts.HeritageClause): boolean {
    return clause.token === this.#ts.SyntaxKind.ExtendsKeyword;
  }

  #block(
    node: ts.ClassLikeDeclaration,
    attach: "class" | "methodsOf",
    members: readonly ts.ClassElement[],
  ): ts.ClassStaticBlockDeclaration {
    const { factory } = this.#emitter;
    const base = this.#emitter.runtime("baseOf", [factory.createThis()]);
    const extended = node.heritageClauses
      ?.filter((each) => this.#isExtends(each))
      .map((each) =>
        factory.createHeritageClause(each.token, [
          factory.createExpressionWithTypeArguments(base, undefined),
        ]),
      );
    const twin = factory.createClassExpression(
      undefined,
      undefined,
      undefined,
      extended,
      members.map((each) => this.#withoutDecorators(each)),
    );
    const call = this.#emitter.runtime(attach, [
      factory.createThis(),
      this.#emitter.thunk(twin),
    ]);
    return factory.createClassStaticBlockDeclaration(
      factory.createBlock([factory.createExpressionStatement(call)]),
    );
  }

  #withoutDecorators(member: ts.ClassElement): ts.ClassElement {
    return this.#ts.visitEachChild(
      member,
      (child) => (this.#ts.isDecorator(child) ? undefined : child),
      this.#emitter.context,
    );
  }

  #withMembers(
    node: ts.ClassLikeDeclaration,
    members: readonly ts.ClassElement[],
  ): ts.ClassLikeDeclaration {
    const { factory } = this.#emitter;
    const { modifiers, name, typeParameters, heritageClauses } = node;
    return this.#ts.isClassDeclaration(node)
      ? factory.updateClassDeclaration(
          node,
          modifiers,
          name,
          typeParameters,
          heritageClauses,
          members,
        )
      : factory.updateClassExpression(
          node,
          modifiers,
          name,
          typeParameters,
          heritageClauses,
          members,
        );
  }
}
