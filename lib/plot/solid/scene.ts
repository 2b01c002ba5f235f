// Axes in space from one side: from data to the sheet, and what a page must know to see them from another.
import type { Axis, Piece } from "../axes/axis.js";
import type { Svg } from "../svg.js";
import type { Box } from "../text/label.js";
import type { Artist3D, Primitive, Shape, View3D } from "./artist3d.js";
import {
  camera,
  type Point3,
  type Projected,
  type ViewAngles,
} from "./camera.js";
import { cubeAxis, cubePieces, type CubeAxis, type CubeView } from "./cube.js";
import { indices } from "./edges.js";

/** What a page must know of axes in space. */
export interface LiveSpace {
  /** The square on the sheet. */
  readonly box: Box;
  readonly angles: ViewAngles;
  readonly limits: readonly (readonly [number, number])[];
  readonly axes: readonly CubeAxis[];
  /** What is drawn inside, in the order in which it is drawn: its points in the unit cube, one after the other. */
  readonly solids: readonly {
    readonly shape: Shape;
    readonly points: readonly number[];
  }[];
}

export interface SceneParts {
  readonly axes: readonly [Axis, Axis, Axis];
  readonly limits: readonly (readonly [number, number])[];
  readonly angles: ViewAngles;
  readonly box: Box;
  readonly grid: boolean;
}

/** A point of the unit cube to so many digits: finer than a screen. */
const digits = 1e5;

export class Scene implements View3D {
  private readonly cube: CubeView;
  private readonly camera: (point: Point3) => Projected;

  constructor(private readonly parts: SceneParts) {
    const { axes, limits, angles, box, grid } = parts;
    this.camera = camera(angles, box);
    const extent = 2 * box.width;
    this.cube = { axes, limits, project: this.camera, extent, grid };
  }

  toCube(point: Point3): Point3 {
    const part = (i: 0 | 1 | 2) => {
      const [low, high] = this.parts.limits[i] ?? [0, 1];
      return (point[i] - low) / (high - low);
    };
    return [part(0), part(1), part(2)];
  }

  project(point: Point3): Projected {
    return this.camera(this.toCube(point));
  }

  /** The box around the data. */
  cubePieces(): Piece[] {
    return cubePieces(this.cube);
  }

  /** The data, what is far away first. */
  draw(solids: readonly Artist3D[]): Svg[] {
    return this.sorted(solids).map((primitive) => primitive.svg);
  }

  record(solids: readonly Artist3D[]): LiveSpace {
    const { box, angles, limits } = this.parts;
    const rounded = (part: number) => Math.round(part * digits) / digits;
    return {
      ...{ box, angles, limits },
      axes: indices.map((axis) => cubeAxis(this.cube, axis)),
      solids: this.sorted(solids).map(({ shape, at }) => ({
        shape,
        points: at.flatMap((point) => this.toCube(point).map(rounded)),
      })),
    };
  }

  private sorted(solids: readonly Artist3D[]): Primitive[] {
    return solids
      .flatMap((solid) => solid.primitives(this))
      .sort((a, b) => b.depth - a.depth);
  }
}
