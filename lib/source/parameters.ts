/** The names of a function's parameters, read from its text: JavaScript keeps them nowhere else. */

const opening = "([{";
const closing = ")]}";

/**
 * The names of a function's parameters, in order. A destructured parameter has its pattern for a name, a rest parameter
 * its `...`.
 *
 * @example
 * parameterNames((x: number, y = 2) => x + y); // ["x", "y"]
 */
export function parameterNames(
  f: (...args: never[]) => unknown,
): readonly string[] {
  const text = Function.prototype.toString.call(f);
  const list = parameterList(text);
  return list === undefined ? [] : split(list).map(nameOf);
}

/** What stands between the parentheses of the parameters, or the only name before `=>`. */
function parameterList(text: string): string | undefined {
  const single =
    /^(?:async\s+)?([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*=>/u.exec(text);
  if (single !== null) return single[1];
  const start = text.startsWith("class")
    ? /\bconstructor\s*\(/.exec(text)
    : /\(/.exec(text);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  for (const { at, depth, char } of scan(text, from))
    if (depth === -1 && char === ")") return text.slice(from, at);
  return undefined;
}

interface Place {
  readonly at: number;
  readonly char: string;
  /** How many brackets are open, this one already counted. */
  readonly depth: number;
}

/** The characters that are neither in a string nor in a comment. */
function* scan(text: string, from = 0): Generator<Place> {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const skipped = skip(text, at);
    if (skipped > at) {
      at = skipped - 1;
      continue;
    }
    const char = text.charAt(at);
    if (opening.includes(char)) depth++;
    if (closing.includes(char)) depth--;
    yield { at, char, depth };
  }
}

/** Where the string or comment that begins at the position ends; the position itself where none begins. */
function skip(text: string, at: number): number {
  const rest =
    /(?:\/\*[^]*?\*\/|\/\/[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|`(?:\\[^]|[^`\\])*`)/y;
  rest.lastIndex = at;
  return rest.test(text) ? rest.lastIndex : at;
}

function split(list: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { at, char, depth } of scan(list)) {
    if (char !== "," || depth !== 0) continue;
    parts.push(list.slice(from, at));
    from = at + 1;
  }
  parts.push(list.slice(from));
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** The part without its default value and comments. */
function nameOf(parameter: string): string {
  let name = "";
  for (const { at, char, depth } of scan(parameter)) {
    if (char === "=" && depth === 0 && parameter.charAt(at + 1) !== ">") break;
    name += char;
  }
  return name.trim();
}
