/** Assignments, in the order of evaluation that JavaScript prescribes. */
import { type Builder, unsupported } from "./builder.js";
import { type Expression, type Place } from "../../../lib/program/program.js";
import { rootOf } from "../../../lib/program/walks.js";
import { combined } from "./signs.js";

export class Writes {
  readonly #builder: Builder;

  constructor(builder: Builder) {
    this.#builder = builder;
  }

  /** `place = value` or `place += value`, the place found and read before the value. */
  write(found: Place, sign: string | undefined, make: () => Expression): Place {
    const root = rootOf(found);
    const before = {
      effects: this.#builder.effects,
      sets: root && this.#builder.setsOf(root),
    };
    const { list, made } = this.#builder.collect(make);
    const moved =
      root !== undefined && this.#builder.setsOf(root) !== before.sets;
    const disturbed = this.#builder.effects !== before.effects;
    const place = disturbed && !moved ? this.#fixed(found) : found;
    if (moved && (found.is === "element" || sign !== undefined))
      unsupported("a target that is set meanwhile");
    const old =
      disturbed && sign !== undefined && place.is === "element"
        ? this.#builder.keep(place)
        : undefined;
    this.#builder.put(list);
    if (sign === undefined) this.#builder.set(place, made);
    else if (old === undefined && (sign === "+" || sign === "-"))
      this.#builder.set(place, made, sign);
    else
      this.#builder.set(
        place,
        combined(this.#builder, sign, old ?? place, made),
      );
    return place;
  }

  /** The place with an index that nothing changes any more. */
  #fixed(place: Place): Place {
    if (place.is === "variable") return place;
    if (place.object.is !== "variable")
      return unsupported("a target within another");
    const { key } = place;
    return typeof key === "string" || key.is === "constant"
      ? place
      : { ...place, key: this.#builder.keep(key) };
  }
}
