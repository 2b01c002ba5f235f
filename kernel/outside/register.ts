/**
 * `node --import nabla/register program.ts`: operators on tensors, and derivatives of plain functions, in the
 * TypeScript files of any program. Files are checked before they run, as cells are.
 */
import { register } from "node:module";

register("./hooks.js", import.meta.url);
process.setSourceMapsEnabled(true);
