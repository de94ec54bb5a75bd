/** Something typed wrongly: exit code 2. The message names the thing and the fix. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
