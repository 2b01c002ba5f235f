/** The kind of an image or another medium, told by its first bytes or by its name. */

/** What files begin with: the specifications of PNG, JPEG, GIF and WebP. */
const signatures: readonly (readonly [type: string, bytes: RegExp])[] = [
  ["image/png", /^\x89PNG\r\n/],
  ["image/jpeg", /^\xff\xd8\xff/],
  ["image/gif", /^GIF8[79]a/],
  ["image/webp", /^RIFF[^]{4}WEBP/],
];

/** The MIME type of an image; undefined where the bytes are none. */
export function imageTypeOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  return signatures.find(([, signature]) => signature.test(start))?.[0];
}

const types: Readonly<Record<string, string>> = {
  ...{ png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg" },
  ...{ gif: "image/gif", webp: "image/webp", svg: "image/svg+xml" },
  ...{ mp3: "audio/mpeg", wav: "audio/wav", ogg: "audio/ogg" },
  ...{ flac: "audio/flac", m4a: "audio/mp4", mp4: "video/mp4" },
  ...{ webm: "video/webm", mov: "video/quicktime", pdf: "application/pdf" },
};

/** The MIME type that a file's name tells. */
export function typeOfName(name: string): string | undefined {
  return types[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ""];
}
