/** A text that is being written, as the language service sees it. */
import type { LanguageService } from "typescript";

export interface Asked {
  readonly language: LanguageService;
  /** The file that holds it. */
  readonly file: string;
  /** What the user has written. */
  readonly code: string;
  /** Where it begins in the file. */
  readonly start: number;
}
