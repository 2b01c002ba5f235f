/** Calls in twins: each goes to the callee's twin, or to what stands for a built-in. */
import { isNode } from "../ir/node.js";
import { FloatArray } from "./floats.js";
import { nativesFor } from "./natives.js";
import {
  type Callable,
  classTwinOf,
  type Constructor,
  type Member,
  memberOf,
  twinOf,
} from "./stamp.js";
import { isTraced, plainValue } from "./traced.js";

type Properties = Record<PropertyKey, unknown>;

const isFunction = (value: unknown): value is Callable =>
  typeof value === "function";

const natives = nativesFor({ call, apply, construct });

/** What stands for the function in a twin: its twin, a built-in's version for traced numbers, or itself. */
export function call(f: unknown): unknown {
  if (!isFunction(f)) return f;
  return twinOf(f) ?? natives.get(f) ?? f;
}

/** A function that nothing is known of may call its arguments, so they come as twins. */
const handedOn = (args: readonly unknown[]): unknown[] =>
  args.some(isFunction) ? args.map(call) : [...args];

/** `f.apply(self, args)` in a twin. */
export function apply(f: unknown, self: unknown, ...args: unknown[]): unknown {
  if (!isFunction(f)) throw new TypeError(`${String(f)} is not a function`);
  const twin = twinOf(f);
  if (twin !== undefined) return Reflect.apply(twin, self, args);
  const native = natives.get(f) ?? f;
  return Reflect.apply(native, self, handedOn(args));
}

/** `object[name](...args)` in a twin. */
export function invoke(
  object: unknown,
  name: PropertyKey,
  ...args: unknown[]
): unknown {
  if (isTraced(object) && Object.hasOwn(Number.prototype, name))
    return name === "valueOf"
      ? object
      : invoke(plainValue(object), name, ...args);
  const member = (object as Properties)[name];
  if (!isFunction(member))
    throw new TypeError(`${String(name)} is not a function`);
  return apply(member, object, ...args);
}

/** `new constructor(...args)` in a twin. */
export function construct(constructor: unknown, ...args: unknown[]): unknown {
  const plain = constructor as Constructor;
  const twin = isFunction(constructor) ? classTwinOf(plain) : undefined;
  if (twin !== undefined)
    return Reflect.construct(twin, args as never[], plain);
  const floats: unknown = Float64Array;
  const made = constructor === floats ? FloatArray.made(args) : undefined;
  return (
    made ??
    Reflect.construct(plain, constructorArguments(plain, args) as never[])
  );
}

/** Lengths, dates and whole numbers by their values; a typed array cannot be filled with traced numbers. */
function constructorArguments(
  constructor: Constructor,
  args: readonly unknown[],
): unknown[] {
  const [first] = args;
  if (isTypedArray(constructor)) {
    if (!Array.isArray(first)) return args.map(plainValue);
    const isFloat = (constructor as unknown) === Float32Array;
    if (isFloat && first.some(isNode)) throw cannotStore(constructor.name);
    return [first.map(plainValue)];
  }
  const isSize =
    (constructor as unknown) === Array && args.length === 1 && isTraced(first);
  const isDate = (constructor as unknown) === Date;
  return isSize || isDate ? args.map(plainValue) : handedOn(args);
}

function isTypedArray(constructor: Constructor): boolean {
  const typed: unknown = Object.getPrototypeOf(Float64Array);
  return Object.getPrototypeOf(constructor) === typed;
}

const cannotStore = (array: string): TypeError =>
  new TypeError(
    `${array}: a traced number cannot be stored in a typed array, which would keep its value and lose its derivative; ` +
      "use a Float64Array that the function itself makes, or an ordinary array, e.g. new Array<number>(n).fill(0)",
  );

/** `object[key] = value` where the object may be a typed array. */
export function store(
  object: unknown,
  key: PropertyKey,
  value: unknown,
): unknown {
  if (object instanceof FloatArray) object.put(key, value);
  else if (ArrayBuffer.isView(object) && isNode(value)) {
    // Whole numbers are kept as they are: what is cut off has no slope.
    if (!isWhole(object)) throw cannotStore(object.constructor.name);
    (object as unknown as Properties)[key] = plainValue(value);
  } else (object as Properties)[key] = value;
  return value;
}

const isWhole = (object: ArrayBufferView): boolean =>
  !(object instanceof Float64Array || object instanceof Float32Array);

/** The accessor of that name nearest on the object's prototype chain. */
function accessor(object: unknown, name: PropertyKey): Member | undefined {
  let owner = object as object | null | undefined;
  while (owner !== null && owner !== undefined) {
    const found = memberOf(owner, name);
    if (found !== undefined) return found;
    owner = Object.getPrototypeOf(owner) as object | null;
  }
  return undefined;
}

/** `object.name` in a twin, where it may be a getter. */
export function get(object: unknown, name: PropertyKey): unknown {
  const getter = accessor(object, name)?.get;
  const twin = getter === undefined ? undefined : twinOf(getter);
  return twin === undefined
    ? (object as Properties)[name]
    : Reflect.apply(twin, object, []);
}

/** `object.name = value` in a twin, where it may be a setter. */
export function set(
  object: unknown,
  name: PropertyKey,
  value: unknown,
): unknown {
  const setter = accessor(object, name)?.set;
  const twin = setter === undefined ? undefined : twinOf(setter);
  if (twin === undefined) (object as Properties)[name] = value;
  else Reflect.apply(twin, object, [value] as never[]);
  return value;
}
