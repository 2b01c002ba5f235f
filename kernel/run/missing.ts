/** Errors of packages that are not installed, with the command that installs them. */

interface NotFound extends Error {
  readonly code: "ERR_MODULE_NOT_FOUND" | "MODULE_NOT_FOUND";
}

/**
 * The error of an import with what to do added to its message, where what is missing is a package: the one asked for, or
 * one that it imports itself.
 */
export function explained(error: unknown): unknown {
  if (!isNotFound(error)) return error;
  const [, found = ""] = /^Cannot find \w+ '([^']+)'/.exec(error.message) ?? [];
  const name = /^(@[\w.-]+\/)?[\w][\w.-]*/.exec(found)?.[0];
  if (name === undefined) return error;
  const [, by] = / imported from (.+)$/m.exec(error.message) ?? [];
  const who =
    by === undefined || by.endsWith("notebook.js")
      ? ""
      : `, which ${by} imports`;
  error.message = `Cannot find package '${name}'${who}. Install it with: %npm install ${name}`;
  return error;
}

function isNotFound(error: unknown): error is NotFound {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND")
  );
}
