/** PNG images that main left to the worker: drawn from their SVG by Node's pool of threads, in no cell's time. */
import { toPngAside } from "../../lib/plot/png.js";
import type { Bundle, FromMain, PictureToCome } from "../run/channel.js";

function isToCome(value: unknown): value is PictureToCome {
  return typeof value === "object" && value !== null && "pngOf" in value;
}

async function drawn({ pngOf, zoom }: PictureToCome): Promise<string> {
  return Buffer.from(await toPngAside(pngOf, zoom)).toString("base64");
}

async function complete(data: Bundle): Promise<Bundle> {
  const entries = await Promise.all(
    Object.entries(data).map(async ([type, value]) => {
      if (!isToCome(value)) return [[type, value]];
      // One that cannot be drawn is left out: the SVG beside it is whole.
      return drawn(value).then(
        (png) => [[type, png]],
        () => [],
      );
    }),
  );
  return Object.fromEntries(entries.flat()) as Bundle;
}

/** The message with its pictures drawn, where any are still to come. */
export function withPictures(message: FromMain): Promise<FromMain> | undefined {
  if (message.type === "payload") {
    const { data } = message.payload;
    if (!hasToCome(data)) return undefined;
    return complete(data as Bundle).then((whole) => ({
      ...message,
      payload: { ...message.payload, data: whole },
    }));
  }
  if (message.type !== "display" && message.type !== "result") return undefined;
  if (!hasToCome(message.data)) return undefined;
  return complete(message.data).then((data) => ({ ...message, data }));
}

function hasToCome(data: unknown): boolean {
  return (
    typeof data === "object" &&
    data !== null &&
    Object.values(data).some(isToCome)
  );
}
