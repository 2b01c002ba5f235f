// Before a test run: what an earlier run executed says nothing about the code of today.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../kernel/bootstrap/places.js";

export default function forgetExecutedNotebooks(): void {
  const executed = join(root, "build", "notebooks", "executed");
  rmSync(executed, { recursive: true, force: true });
}
