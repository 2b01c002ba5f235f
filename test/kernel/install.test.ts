import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeCommand } from "../../kernel/install/node-command.js";
import {
  kernelFolder,
  type Machine,
  type Target,
} from "../../kernel/install/places.js";

describe("the folder of the kernelspec", () => {
  // The places of jupyter_core.paths: jupyter_data_dir() and ENV_JUPYTER_PATH.
  const rows: [
    target: Target["kind"],
    platform: NodeJS.Platform,
    env: Machine["env"],
    folder: string,
  ][] = [
    ["user", "linux", {}, "/home/ada/.local/share/jupyter"],
    ["user", "linux", { XDG_DATA_HOME: "/data" }, "/data/jupyter"],
    ["user", "linux", { XDG_DATA_HOME: "" }, "/home/ada/.local/share/jupyter"],
    ["user", "linux", { JUPYTER_DATA_DIR: "/mine" }, "/mine"],
    ["user", "darwin", {}, "/home/ada/Library/Jupyter"],
    ["user", "darwin", { JUPYTER_DATA_DIR: "/mine" }, "/mine"],
    [
      "user",
      "darwin",
      { JUPYTER_PLATFORM_DIRS: "1" },
      "/home/ada/Library/Application Support/Jupyter",
    ],
    [
      "user",
      "darwin",
      { JUPYTER_PLATFORM_DIRS: "0" },
      "/home/ada/Library/Jupyter",
    ],
    ["user", "win32", { APPDATA: "/roaming" }, "/roaming/jupyter"],
    ["sys-prefix", "linux", { VIRTUAL_ENV: "/venv" }, "/venv/share/jupyter"],
    ["sys-prefix", "linux", { CONDA_PREFIX: "/env" }, "/env/share/jupyter"],
    ["prefix", "linux", { VIRTUAL_ENV: "/venv" }, "/opt/x/share/jupyter"],
  ];
  it.each(rows)("for %s on %s with %j", (kind, platform, env, folder) => {
    const target: Target =
      kind === "prefix" ? { kind, folder: "/opt/x" } : { kind };
    const machine = { platform, env, home: "/home/ada" };
    expect(kernelFolder(target, machine)).toBe(join(folder, "kernels/nabla"));
  });
});

describe("the command that calls Node", () => {
  const place = mkdtempSync(join(tmpdir(), "nabla-node-"));
  const put = (folder: string, leadsTo?: string): string => {
    mkdirSync(join(place, folder), { recursive: true });
    const file = join(place, folder, "node");
    if (leadsTo === undefined) writeFileSync(file, "");
    else symlinkSync(leadsTo, file);
    return file;
  };
  const cellar = put("Cellar/22.1.0");
  const brew = put("brew", cellar);
  const other = put("other");
  const nvm = put("nvm/v20.19.0");

  const rows: [
    string,
    execPath: string,
    path: string[],
    version: string,
    string,
  ][] = [
    ["the stable link on the PATH", cellar, ["brew"], "22.1.0", brew],
    [
      "that link, also behind another Node",
      cellar,
      ["other", "brew"],
      "22.1.0",
      brew,
    ],
    [
      "its name where the entry names the version",
      nvm,
      ["nvm/v20.19.0"],
      "20.19.0",
      "node",
    ],
    [
      "itself where the PATH does not know it",
      other,
      ["brew"],
      "20.19.0",
      other,
    ],
  ];
  it.each(rows)("is %s", (_, execPath, folders, version, expected) => {
    const path = folders.map((folder) => join(place, folder)).join(":");
    const node = { execPath, version, path, windows: false };
    expect(nodeCommand(node)).toBe(expected);
  });
});
