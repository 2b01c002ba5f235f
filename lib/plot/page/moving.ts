// Drawn things that follow when axes are moved: outlines are stretched, markers and words only carried along.

export type Point = readonly [number, number];

/** From where a thing was drawn to where it is: `sx · x + tx`, `sy · y + ty`. */
export interface Shift {
  readonly sx: number;
  readonly tx: number;
  readonly sy: number;
  readonly ty: number;
}

export interface Moving {
  /** What a reader may point at. */
  readonly points: readonly Point[];
  move(shift: Shift): void;
}

interface Step {
  readonly command: string;
  readonly numbers: readonly number[];
}

function stepsOf(d: string): Step[] {
  return Array.from(
    d.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g),
    ([, command = "", rest = ""]) => ({
      command,
      numbers: (rest.match(/-?[\d.]+/g) ?? []).map(Number),
    }),
  );
}

/** Absolute path data under a shift; relative steps are left as they are. */
function shifted(steps: readonly Step[], { sx, tx, sy, ty }: Shift): string {
  const x = (value: number) => (sx * value + tx).toFixed(2);
  const y = (value: number) => (sy * value + ty).toFixed(2);
  return steps
    .map(({ command, numbers }) => {
      if (command === "H") return `H${numbers.map(x).join(" ")}`;
      if (command === "V") return `V${numbers.map(y).join(" ")}`;
      if (command !== command.toUpperCase()) return command + numbers.join(" ");
      return (
        command +
        numbers.map((value, i) => (i % 2 === 0 ? x(value) : y(value))).join(" ")
      );
    })
    .join("");
}

function cornersOf(steps: readonly Step[]): Point[] {
  return steps.flatMap(({ command, numbers }): Point[] => {
    const [x, y] = numbers;
    return (command === "M" || command === "L") &&
      x !== undefined &&
      y !== undefined
      ? [[x, y]]
      : [];
  });
}

function movingOutline(path: Element): Moving {
  const steps = stepsOf(path.getAttribute("d") ?? "");
  const open = path.getAttribute("fill") === "none";
  return {
    points: open ? cornersOf(steps) : [],
    move(shift) {
      path.setAttribute("d", shifted(steps, shift));
    },
  };
}

/** Markers at the places that the drawing noted beside them. */
function movingMarkers(path: Element, places: string): Moving {
  const numbers = places.split(" ").map(Number);
  const points = numbers.flatMap((x, i): Point[] =>
    i % 2 === 0 ? [[x, numbers[i + 1] ?? NaN]] : [],
  );
  const pieces = (path.getAttribute("d") ?? "").split(/(?=M)/);
  const each = pieces.length / points.length;
  const shapes = pieces.map(stepsOf);
  return {
    points,
    move({ sx, tx, sy, ty }) {
      const d = shapes.map((steps, i) => {
        const [x, y] = points[Math.floor(i / each)] ?? [0, 0];
        return shifted(steps, {
          sx: 1,
          tx: sx * x + tx - x,
          sy: 1,
          ty: sy * y + ty - y,
        });
      });
      path.setAttribute("d", d.join(""));
    },
  };
}

function movingRectangle(element: Element): Moving {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
    Number(element.getAttribute(name)),
  ) as [number, number, number, number];
  return {
    points: [],
    move({ sx, tx, sy, ty }) {
      element.setAttribute("x", String(sx * x + tx));
      element.setAttribute("y", String(sy * y + ty));
      element.setAttribute("width", String(sx * width));
      element.setAttribute("height", String(sy * height));
    },
  };
}

function anchorOf(element: Element): Point {
  const numbers = /(?:rotate\(\S+ |translate\()(\S+) ([^)]+)\)/.exec(
    element.getAttribute("transform") ?? "",
  );
  return numbers === null
    ? [Number(element.getAttribute("x")), Number(element.getAttribute("y"))]
    : [Number(numbers[1]), Number(numbers[2])];
}

/** Words keep their size. */
function movingWords(element: Element): Moving {
  const [x, y] = anchorOf(element);
  const own = element.getAttribute("transform") ?? "";
  return {
    points: [],
    move({ sx, tx, sy, ty }) {
      const carried = `translate(${String(sx * x + tx - x)} ${String(sy * y + ty - y)})`;
      element.setAttribute("transform", `${carried} ${own}`);
    },
  };
}

function movingOne(element: Element): Moving {
  const places = element.getAttribute("data-places");
  if (places !== null) return movingMarkers(element, places);
  if (element.tagName === "path") return movingOutline(element);
  if (element.tagName === "rect" || element.tagName === "image")
    return movingRectangle(element);
  return movingWords(element);
}

/** Everything of an axes' group that follows its data. */
export function readMoving(group: Element): Moving[] {
  const layers = Array.from(group.children).filter(
    (child) => child.tagName === "svg" || child.hasAttribute("data-free"),
  );
  return layers.flatMap((layer) => Array.from(layer.children, movingOne));
}
