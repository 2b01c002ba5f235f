export function bundleCompiler(outdir?: string): Promise<void>;
export function identifyCompiler(): void;
export function buildSnapshot(): void;
