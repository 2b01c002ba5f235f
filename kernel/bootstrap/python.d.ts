/** A virtual environment in `folder` with the packages of `requirements`, made or brought up to date. */
export function ensureEnvironment(
  requirements: readonly string[],
  folder?: string,
): void;
