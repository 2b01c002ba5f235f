/** Inspection: what stands under the cursor, or which function the cursor is in the arguments of. */
import type {
  DefinitionInfo,
  JSDocTagInfo,
  LanguageService,
  SymbolDisplayPart,
} from "typescript";
import type { Inspection } from "./protocol.js";
import { ts } from "./ts.js";

/** The text of a declaration, by the file and the name it is for; undefined where it is not at hand. */
export type SourceOf = (definition: DefinitionInfo) => string | undefined;

/** What is at `cursor` in the file; `sourceOf` is given where the source is asked for. */
export function inspectionAt(
  language: LanguageService,
  file: string,
  cursor: number,
  sourceOf?: SourceOf,
): Inspection | undefined {
  for (const at of [cursor, cursor - 1]) {
    const info = at < 0 ? undefined : language.getQuickInfoAtPosition(file, at);
    if (info === undefined) continue;
    const [definition] = language.getDefinitionAtPosition(file, at) ?? [];
    const source = definition && sourceOf?.(definition);
    return {
      signature: withoutAlias(ts.displayPartsToString(info.displayParts)),
      documentation: markdown(info.documentation, info.tags),
      ...(source !== undefined && { source }),
    };
  }
  return signatureAt(language, file, cursor);
}

/** The function whose arguments the cursor is among. */
function signatureAt(
  language: LanguageService,
  file: string,
  cursor: number,
): Inspection | undefined {
  const help = language.getSignatureHelpItems(file, cursor, undefined);
  const item = help?.items[help.selectedItemIndex];
  if (item === undefined) return undefined;
  const print = ts.displayPartsToString;
  const parameters = item.parameters.map((p) => print(p.displayParts));
  return {
    signature: [
      print(item.prefixDisplayParts),
      parameters.join(print(item.separatorDisplayParts)),
      print(item.suffixDisplayParts),
    ].join(""),
    documentation: markdown(item.documentation, item.tags),
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
