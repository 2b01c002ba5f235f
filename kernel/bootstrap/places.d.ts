export declare const root: string;
export declare const venv: string;
export declare const venvPrograms: string;
export declare const venvPython: string;
export declare function programsOf(environment: string): string;
export declare function pythonOf(environment: string): string;
export declare function jupyterEnvironment(
  folder?: string,
  programs?: string,
): Record<string, string>;
