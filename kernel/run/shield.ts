/** What Node itself leaves open to whatever a cell does to the built-in objects. */

const { defineProperty } = Reflect;

/**
 * Where Node keeps asynchronous contexts by hooks (before 24), it calls `pop` of an ordinary array after each callback
 * (lib/internal/async_hooks.js): with a broken `Array.prototype.pop` it would never again come to the next one.
 */
export function shieldHooks(): void {
  const { noDeprecation } = process;
  // That Node advises against asking for it, it says to the person at the notebook.
  process.noDeprecation = true;
  try {
    const { binding } = process as unknown as {
      readonly binding: (name: string) => { execution_async_resources: object };
    };
    const list = binding("async_wrap").execution_async_resources;
    defineProperty(list, "pop", { value: Reflect.get(list, "pop") });
  } catch {
    // Node 24 has no such list any more.
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}
