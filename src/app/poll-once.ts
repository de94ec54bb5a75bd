import type { Config } from '../config/derive.js';
import type { Logger } from '../lib/log.js';
import type { PassResult } from '../pipeline/poller.js';
import { assemble } from './assemble.js';
import type { Stopping } from './stopping.js';

/** One pass over the history, then every call that is due; a pass that fails does not keep due calls waiting. */
export async function pollOnce(
  config: Config,
  log: Logger,
  stopping: Stopping,
): Promise<PassResult & { failed: number }> {
  await using parts = await assemble(config, log, stopping.abort);
  const pass = parts.poller.pass('process', stopping.stopping).then(
    (result) => ({ result, error: null }),
    (error: unknown) => ({ result: null, error }),
  );
  await parts.worker.drain(stopping);
  const { result, error } = await pass;
  const failed = await parts.worker.drain(stopping);
  if (!result) throw error;
  return { ...result, failed };
}
