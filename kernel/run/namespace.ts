/**
 * What an import sees of a CommonJS module. TypeScript takes every property of `module.exports` to be an export and, where
 * the module was an ECMAScript one before it was compiled (`__esModule`), its `default` for the default; Node shows the
 * names that it has found in the module's text, and always `module.exports` for the default.
 */
import { createRequire } from "node:module";

type Names = Readonly<Record<string, unknown>>;

const views = new WeakMap<object, object>();
const { cache } = createRequire(import.meta.url);

/** The namespace that Node has given for an import, as its types describe it. */
export function asTyped(namespace: object): object {
  const { default: exported } = namespace as Names;
  return isObject(exported) && isCommonJs(exported)
    ? namespaceOf(exported)
    : namespace;
}

/** The same for code that was compiled to CommonJS, whose helpers ask for `__esModule`. */
export function asRequired(namespace: object): object {
  const typed = asTyped(namespace);
  if ("__esModule" in typed) return typed;
  return viewOf(typed, (view) => {
    for (const key of Object.keys(typed)) forward(view, key, typed);
  });
}

/** What `import` gives for what a CommonJS module, or a JSON file, exports. */
export function namespaceOf(exported: unknown): object {
  if (!isObject(exported)) return { default: exported };
  return viewOf(exported, (view) => {
    const isCompiled = Reflect.get(exported, "__esModule") === true;
    for (const key of Object.keys(exported))
      if (key !== "default") forward(view, key, exported);
    if (isCompiled && "default" in exported) forward(view, "default", exported);
    else
      Object.defineProperty(view, "default", {
        value: exported,
        enumerable: true,
      });
  });
}

function viewOf(of: object, fill: (view: object) => void): object {
  const known = views.get(of);
  if (known !== undefined) return known;
  const view = Object.create(null, {
    __esModule: { value: true },
    [Symbol.toStringTag]: { value: "Module" },
  }) as object;
  views.set(of, view);
  fill(view);
  return view;
}

/** Read whenever it is asked for: an export may change. */
function forward(view: object, key: string, from: object): void {
  Object.defineProperty(view, key, {
    get: (): unknown => Reflect.get(from, key),
    enumerable: true,
  });
}

function isCommonJs(exported: object): boolean {
  if (views.has(exported)) return true;
  return Object.values(cache).some((module) => module?.exports === exported);
}

export function isObject(value: unknown): value is object {
  return (
    (typeof value === "object" && value !== null) || typeof value === "function"
  );
}
