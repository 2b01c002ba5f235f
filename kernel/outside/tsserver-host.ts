/** What our language service in an editor sees: the files, options and imports of the server's own project. */
import type ts from "typescript";

/** TypeScript asks its hosts two questions more than its declarations tell. */
interface Host extends ts.LanguageServiceHost {
  hasInvalidatedResolutions?(file: string): boolean;
  useSourceOfProjectReferenceRedirect?(): boolean;
}

interface Seen {
  readonly version: string;
  readonly files: string;
  /** Whether other files belong to the program than before: what imports mean must be looked up again. */
  readonly hasMoved: boolean;
}

/**
 * The host of our service over the server's project. It only reads: whatever watches the disk and decides which files
 * there are remains the server's.
 */
export function hostOver(
  { languageService, languageServiceHost: theirs }: ts.server.PluginCreateInfo,
  compiler: typeof ts,
): Host {
  const program = (): ts.Program | undefined => languageService.getProgram();
  const isTheirs = (file: string): boolean =>
    program()?.getSourceFile(file) !== undefined;
  const moved = movesOf(() => theirs.getProjectVersion?.() ?? "", program);
  return {
    ...bound(theirs),
    getProjectVersion: () => theirs.getProjectVersion?.() ?? "",
    getScriptVersion: (file) =>
      isTheirs(file) ? theirs.getScriptVersion(file) : "disk",
    // To ask the server of a file that is not its own would make it one.
    getScriptSnapshot: (file) =>
      isTheirs(file) ? theirs.getScriptSnapshot(file) : onDisk(compiler, file),
    getDefaultLibFileName: (options) => compiler.getDefaultLibFilePath(options),
    hasInvalidatedResolutions: (file) =>
      moved() && !file.includes("/node_modules/"),
  };
}

/** Whether the program has other files than at the version before. */
function movesOf(
  versionOf: () => string,
  programOf: () => ts.Program | undefined,
): () => boolean {
  let seen: Seen = { version: "", files: "", hasMoved: false };
  return () => {
    const version = versionOf();
    if (version !== seen.version) {
      const sources = programOf()?.getSourceFiles() ?? [];
      const files = sources.map(({ fileName }) => fileName).join("\n");
      seen = { version, files, hasMoved: files !== seen.files };
    }
    return seen.hasMoved;
  };
}

function onDisk(
  compiler: typeof ts,
  file: string,
): ts.IScriptSnapshot | undefined {
  const text = compiler.sys.readFile(file);
  return text === undefined
    ? undefined
    : compiler.ScriptSnapshot.fromString(text);
}

/** The server's answers that need nothing else; how imports are resolved is not among them, which it keeps books of. */
function bound(theirs: Host) {
  return {
    getCompilationSettings: () => theirs.getCompilationSettings(),
    getProjectReferences: () => theirs.getProjectReferences?.(),
    getScriptFileNames: () => theirs.getScriptFileNames(),
    getScriptKind: (file: string) => theirs.getScriptKind?.(file) ?? 0,
    getLocalizedDiagnosticMessages: (): unknown =>
      theirs.getLocalizedDiagnosticMessages?.(),
    getCancellationToken: () =>
      theirs.getCancellationToken?.() ?? NEVER_CANCELLED,
    getCurrentDirectory: () => theirs.getCurrentDirectory(),
    useCaseSensitiveFileNames: () =>
      theirs.useCaseSensitiveFileNames?.() ?? true,
    fileExists: (file: string) => theirs.fileExists(file),
    readFile: (file: string, encoding?: string) =>
      theirs.readFile(file, encoding),
    readDirectory: (...list: Parameters<ts.System["readDirectory"]>) =>
      theirs.readDirectory?.(...list) ?? [],
    directoryExists: (folder: string) =>
      theirs.directoryExists?.(folder) ?? true,
    getDirectories: (folder: string) => theirs.getDirectories?.(folder) ?? [],
    realpath: (file: string) => theirs.realpath?.(file) ?? file,
    getParsedCommandLine: (file: string) => theirs.getParsedCommandLine?.(file),
    useSourceOfProjectReferenceRedirect: () =>
      theirs.useSourceOfProjectReferenceRedirect?.() ?? false,
  };
}

const NEVER_CANCELLED: ts.HostCancellationToken = {
  isCancellationRequested: () => false,
};
