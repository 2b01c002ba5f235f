// A Chromium to drive: the one that @sparticuz/chromium carries (Linux on x64, with the libraries that a bare
// system lacks), else one that is installed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { root } from "../../kernel/bootstrap/places.js";

interface Found {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

const installed: Readonly<Record<string, readonly string[]>> = {
  linux: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  ],
};

/** A browser that can be started here, or undefined where there is none. */
export function findChromium(): Found | undefined {
  if (process.platform === "linux" && process.arch === "x64") return carried();
  const executablePath = installed[process.platform]?.find(existsSync);
  return executablePath === undefined
    ? undefined
    : { executablePath, env: environment() };
}

/** Starts `found`, headless. */
export function launch({ executablePath, env }: Found): Promise<Browser> {
  return chromium.launch({
    executablePath,
    env,
    headless: true,
    args: [
      // Containers and root have no user namespaces to build a sandbox from; the pages are our own.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
    ],
  });
}

/**
 * Unpacks the carried browser into build/chromium, once. The package unpacks into the temporary folder, and its
 * NSS libraries only where it believes itself on Amazon Linux; a process of its own is told both, and this one
 * keeps its environment.
 */
function carried(): Found {
  const folder = join(root, "build", "chromium");
  const executablePath = join(folder, "chromium");
  if (!existsSync(executablePath)) {
    mkdirSync(folder, { recursive: true });
    const unpack = spawnSync(
      process.execPath,
      [
        ...["--input-type", "module", "--eval"],
        `import chromium from "@sparticuz/chromium"; await chromium.executablePath();`,
      ],
      {
        cwd: root,
        encoding: "utf8",
        env: {
          ...environment(),
          TMPDIR: folder,
          AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
        },
      },
    );
    if (unpack.status !== 0) {
      throw new Error(`The browser did not unpack:\n${unpack.stderr}`);
    }
  }
  return {
    executablePath,
    env: {
      ...environment(),
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      // A system without fonts shows no text at all.
      ...(existsSync("/etc/fonts/fonts.conf")
        ? {}
        : { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  };
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
