/** Pictures, sound and films whose bytes can be changed. */
import { define } from "./define.js";
import { control } from "./kinds.js";
import { bytes, flag, text } from "./traits.js";

const sized = { width: text(""), height: text("") };
const playing = {
  autoplay: flag(true),
  loop: flag(true),
  controls: flag(true),
};

/**
 * A picture: the bytes of a file, whose `format` is `"png"`, `"jpeg"` or another that browsers know; `"url"` where the
 * bytes are an address.
 *
 * @example
 *   const picture = widgets.Image({ width: "300" });
 *   picture.value = new Uint8Array([137, 80, 78, 71]);
 */
export const Image = define(
  control("Image", { value: bytes, format: text("png"), ...sized }),
);
export type Image = InstanceType<typeof Image>;

/**
 * Sound: the bytes of a file.
 *
 * @example
 *   const sound = widgets.Audio({ format: "wav", autoplay: false });
 */
export const Audio = define(
  control("Audio", { value: bytes, format: text("mp3"), ...playing }),
);
export type Audio = InstanceType<typeof Audio>;

/**
 * A film: the bytes of a file.
 *
 * @example
 *   const film = widgets.Video({ format: "webm", loop: false });
 */
export const Video = define(
  control("Video", { value: bytes, format: text("mp4"), ...sized, ...playing }),
);
export type Video = InstanceType<typeof Video>;
