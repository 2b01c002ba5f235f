/** ts-node as the compile service, made to use our TypeScript and to share the language service that it creates. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { create, type Service } from "ts-node";
import type { CustomTransformers, LanguageService, Program } from "typescript";
import { hostAnswers, type Watch } from "./host.js";
import { ts } from "./ts.js";

export interface TsNode {
  readonly service: Service;
  /** The service that ts-node checks and emits with; completion and hover ask the same one. */
  readonly language: LanguageService;
}

/** Creates ts-node's service over the watched files. */
export function createTsNode(
  watch: Watch,
  transformers: (program: Program) => CustomTransformers,
): TsNode {
  let language: LanguageService | undefined;
  const compiler: typeof ts = {
    ...ts,
    createLanguageService(host, registry, mode) {
      Object.assign(host, hostAnswers(watch));
      language = ts.createLanguageService(host, registry, mode);
      return language;
    },
  };
  const service = standingIn(compiler, (path) =>
    create({
      compiler: path,
      cwd: watch.project.folder,
      skipProject: true,
      pretty: false,
      transformers,
      compilerOptions: { moduleResolution: "bundler", module: "esnext" },
    }),
  );
  if (language === undefined)
    throw new Error("internal: ts-node made no language service");
  return { service, language };
}

/** ts-node takes its compiler as a path that it requires: while `use` runs, ours answers to the path of this module. */
function standingIn<T>(compiler: typeof ts, use: (path: string) => T): T {
  const path = fileURLToPath(import.meta.url);
  const { cache } = createRequire(import.meta.url);
  const module = { id: path, filename: path, loaded: true, exports: compiler };
  Object.assign(cache, { [path]: module });
  try {
    return use(path);
  } finally {
    Reflect.deleteProperty(cache, path);
  }
}
