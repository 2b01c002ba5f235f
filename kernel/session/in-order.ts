/** Hands things on in the order in which they came, though some must wait for what is still being made. */
export class InOrder {
  readonly #waiting: { readonly act: () => void; ready: boolean }[] = [];

  /** Acts at once, or after everything that came before; in either case not before `made`. */
  pass(act: () => void, made?: Promise<unknown>): void {
    const entry = { act, ready: made === undefined };
    this.#waiting.push(entry);
    const done = (): void => {
      entry.ready = true;
      this.#advance();
    };
    if (made === undefined) this.#advance();
    else void made.then(done, done);
  }

  #advance(): void {
    while (this.#waiting[0]?.ready === true) this.#waiting.shift()?.act();
  }
}
