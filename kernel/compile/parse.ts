/** How a text is read by itself, without a program around it. */
import type {
  CreateSourceFileOptions,
  ScriptKind,
  SourceFile,
} from "typescript";
import { ts } from "./ts.js";

/** As a module, whatever stands in it: elsewhere `await (x)` at the top would be a call of `await`. */
const OPTIONS: CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ES2022,
  setExternalModuleIndicator: (file) => {
    Object.assign(file, { externalModuleIndicator: true });
  },
};

/** The syntax tree of the text, with parents. */
export function parse(
  file: string,
  text: string,
  kind?: ScriptKind,
): SourceFile {
  return ts.createSourceFile(file, text, OPTIONS, true, kind);
}
