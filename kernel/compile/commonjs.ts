/** Local modules are emitted as CommonJS, so that Node can load them, and reload them, one by one. */
import type {
  CompilerOptions,
  SourceFile,
  TransformationContext,
  TransformerFactory,
} from "typescript";
import { ts } from "./ts.js";

/** TypeScript's own transformer: exported, though not declared. */
function transformModule(
  context: TransformationContext,
): (file: SourceFile) => SourceFile {
  if (!("transformModule" in ts))
    throw new Error("internal: this TypeScript has no transformModule");
  const factory = ts.transformModule as (
    context: TransformationContext,
  ) => (file: SourceFile) => SourceFile;
  return factory(context);
}

/**
 * The `after` transformer for a local module. The program stays one of ECMAScript modules: what differs is what this
 * transformer is told of the options. It hooks into the whole emit, so it is for the emit of one such file only.
 */
export const toCommonJs: TransformerFactory<SourceFile> = (context) => {
  const options: CompilerOptions = {
    ...context.getCompilerOptions(),
    module: ts.ModuleKind.CommonJS,
  };
  return transformModule(
    new Proxy(context, {
      get: (target, property): unknown =>
        property === "getCompilerOptions"
          ? () => options
          : Reflect.get(target, property, target),
      set: (target, property, value) =>
        Reflect.set(target, property, value, target),
    }),
  );
};
