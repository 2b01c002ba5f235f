/**
 * `"plugins": [{ "name": "nabla/tsserver" }]` in a `tsconfig.json`: editors that ask TypeScript's own server then know
 * operators.
 *
 * The server has loaded its TypeScript before any plugin, so its checker cannot be taught. A second language service of
 * ours, over the same files and options, answers whatever depends on types; all else stays the server's.
 */
import type ts from "typescript";
import { loadTypeScript } from "../compile/typescript.js";
import { hostOver } from "./tsserver-host.js";

type Service = ts.LanguageService;
type Method = keyof Service;
type Call = (...args: unknown[]) => unknown;

/** What the types of operators decide. */
const OURS: readonly Method[] = [
  "getSemanticDiagnostics",
  "getSuggestionDiagnostics",
  "getQuickInfoAtPosition",
  "getSignatureHelpItems",
  "getDefinitionAtPosition",
  "getDefinitionAndBoundSpan",
  "getTypeDefinitionAtPosition",
  "getImplementationAtPosition",
  "getReferencesAtPosition",
  "findReferences",
  "getRenameInfo",
  "findRenameLocations",
  "getDocumentHighlights",
  "provideInlayHints",
  "getEncodedSemanticClassifications",
  "getApplicableRefactors",
  "getEditsForRefactor",
];

/** The plugin, as TypeScript's server loads one. */
export default function nabla({
  typescript,
}: {
  readonly typescript: typeof ts;
}): ts.server.PluginModule {
  return { create: (info) => decorated(info, typescript) };
}

function decorated(
  info: ts.server.PluginCreateInfo,
  server: typeof ts,
): Service {
  const { project, languageService: theirs } = info;
  const compiler = loadTypeScript();
  const note = `nabla: types are checked by TypeScript ${compiler.version} with operators`;
  project.projectService.logger.info(note);
  const ours = compiler.createLanguageService(hostOver(info, compiler));
  /** A cancelled request must say so in the server's own terms. */
  const asked = <T>(question: () => T): T => {
    try {
      return question();
    } catch (error) {
      if (error instanceof compiler.OperationCanceledException)
        throw new server.OperationCanceledException() as unknown as Error;
      throw error;
    }
  };
  const answers = OURS.map((name) => [
    name,
    (...args: unknown[]) =>
      asked(() => Reflect.apply(Reflect.get(ours, name) as Call, ours, args)),
  ]);
  return {
    ...theirs,
    ...(Object.fromEntries(answers) as Partial<Service>),
    ...mixed(theirs, ours, asked),
  };
}

/** What both have something to say to: the names of packages not yet imported are known to the server alone. */
function mixed(
  theirs: Service,
  ours: Service,
  asked: <T>(question: () => T) => T,
): Partial<Service> {
  return {
    getCompletionsAtPosition(...args) {
      const offered = theirs.getCompletionsAtPosition(...args);
      return offered?.isGlobalCompletion
        ? offered
        : asked(() => ours.getCompletionsAtPosition(...args));
    },
    getCompletionEntryDetails(...args) {
      const [, , , , source] = args;
      const found =
        source === undefined
          ? asked(() => ours.getCompletionEntryDetails(...args))
          : undefined;
      return found ?? theirs.getCompletionEntryDetails(...args);
    },
    getCompletionEntrySymbol: (...args) =>
      asked(() => ours.getCompletionEntrySymbol(...args)) ??
      theirs.getCompletionEntrySymbol(...args),
    getCodeFixesAtPosition(...args) {
      const fixes = theirs.getCodeFixesAtPosition(...args);
      return fixes.length > 0
        ? fixes
        : asked(() => ours.getCodeFixesAtPosition(...args));
    },
    cleanupSemanticCache() {
      theirs.cleanupSemanticCache();
      ours.cleanupSemanticCache();
    },
    dispose() {
      theirs.dispose();
      ours.dispose();
    },
  };
}
