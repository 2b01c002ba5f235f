/** Inspection: what stands under the cursor, or which function the cursor is in the arguments of. */
import type {
  DefinitionInfo,
  JSDocTagInfo,
  SymbolDisplayPart,
} from "typescript";
import type { Asked } from "./asked.js";
import type { Inspection } from "./protocol.js";
import { ts } from "./ts.js";

/** The text of a declaration, by the file and the name it is for; undefined where it is not at hand. */
export type SourceOf = (definition: DefinitionInfo) => string | undefined;

/** What is at `cursor` of the text. */
export function inspectionAt(
  asked: Asked,
  cursor: number,
  sourceOf: SourceOf,
): Inspection | undefined {
  const { language, file, code, start } = asked;
  // Behind a name it is meant; behind a bracket or a comma the function that takes the arguments is.
  const isBehindName = /[\p{ID_Continue}$]$/u.test(code.slice(0, cursor));
  for (const at of isBehindName ? [cursor, cursor - 1] : [cursor]) {
    const info = language.getQuickInfoAtPosition(file, start + at);
    if (info === undefined) continue;
    const [definition] =
      language.getDefinitionAtPosition(file, start + at) ?? [];
    const source = definition && sourceOf(definition);
    return {
      signature: withoutAlias(ts.displayPartsToString(info.displayParts)),
      documentation: markdown(info.documentation, info.tags),
      ...(source !== undefined && { source }),
    };
  }
  return signatureAt(asked, cursor);
}

/** The function whose arguments the cursor is among. */
function signatureAt(
  { language, file, start }: Asked,
  cursor: number,
): Inspection | undefined {
  const help = language.getSignatureHelpItems(file, start + cursor, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (item === undefined) return undefined;
  const print = ts.displayPartsToString;
  const parameters = item.parameters.map((p) => print(p.displayParts));
  const documentation = markdown(item.documentation, item.tags);
  const active = item.parameters[help?.argumentIndex ?? 0];
  const about = print([...(active?.documentation ?? [])]);
  return {
    signature: [
      print(item.prefixDisplayParts),
      parameters.join(print(item.separatorDisplayParts)),
      print(item.suffixDisplayParts),
    ].join(""),
    documentation:
      active === undefined || about === "" || documentation.includes(about)
        ? documentation
        : `${documentation}\n\n*${active.name}* ${about}`.trim(),
  };
}

/** Names of earlier cells reach this one by an import, of which the user knows nothing. */
function withoutAlias(signature: string): string {
  return signature.replace(/^\(alias\) /, "").replace(/\nimport .*$/s, "");
}

function markdown(
  documentation: readonly SymbolDisplayPart[] | undefined,
  tags: readonly JSDocTagInfo[] | undefined,
): string {
  const text = ts.displayPartsToString([...(documentation ?? [])]);
  return [text, ...(tags ?? []).map(tagMarkdown)]
    .filter((part) => part !== "")
    .join("\n\n");
}

function tagMarkdown(tag: JSDocTagInfo): string {
  const text = ts.displayPartsToString([...(tag.text ?? [])]).trim();
  if (tag.name === "example")
    return text.includes("```") ? text : `\`\`\`ts\n${text}\n\`\`\``;
  return text === "" ? `*@${tag.name}*` : `*@${tag.name}* ${text}`;
}
