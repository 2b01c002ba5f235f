import manifest from "../package.json" with { type: "json" };

/** What the kernel says of itself. */
export const about = {
  version: manifest.version,
  typescript: manifest.dependencies.typescript,
} as const;
