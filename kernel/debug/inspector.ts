/** A value on main as the inspector tells of it (`Runtime.RemoteObject`). */
export interface RemoteObject {
  readonly type: string;
  readonly className?: string | undefined;
  /** The value itself, where it is text, a number, true or false, or was asked for by value. */
  readonly value?: unknown;
  /** The name of a number that JSON does not have: `NaN`, `-0`, `10n`. */
  readonly unserializableValue?: string | undefined;
  readonly description?: string | undefined;
  /** The name of an object. */
  readonly objectId?: string | undefined;
}

/** What the debugger needs of the place where cells run: V8's inspector (Chrome DevTools Protocol), one target. */
export interface Inspector {
  /** Sends a command; rejects with what the inspector objects. */
  post<T>(method: string, params?: object): Promise<T>;
  /** Hears an event for as long as the kernel lives. */
  on(event: string, listener: (params: never) => void): void;
  /** Whether the place is held between two statements. */
  readonly isPaused: boolean;
}
