export function bundleCompiler(outdir?: string): Promise<void>;
export function buildSnapshot(): void;
