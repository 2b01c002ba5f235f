export declare function npm(
  args: readonly string[],
  folder: string,
  environment?: NodeJS.ProcessEnv,
): { status: number | null; output: string };
