/**
 * Why the base does not serve. The first four may pass by themselves: somebody holds it, the disk is full, it cannot be
 * written to, its file cannot be reached. The others do not: a person must act.
 */
export type BaseTrouble = 'busy' | 'full' | 'read-only' | 'closed' | 'replaced' | 'damaged' | 'newer';

/** The base does not do what was asked, and nothing of it was done. Names the file; the cause has the reason. */
export class BaseError extends Error {
  override readonly name: string = 'BaseError';

  constructor(
    readonly trouble: BaseTrouble,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }

  get passes(): boolean {
    return ['busy', 'full', 'read-only', 'closed'].includes(this.trouble);
  }
}

/** The base that is configured cannot be worked with, and will not be until a person acts: no reason to start again. */
export class UnusableBase extends BaseError {
  override readonly name = 'UnusableBase';

  constructor({ trouble, message, cause }: BaseError) {
    super(trouble, `database.path: ${message}`, cause);
  }
}
