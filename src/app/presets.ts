import { loadPreset } from '../config/preset/load.js';
import type { Preset } from '../domain/analysis/preset.js';
import { UpstreamError } from '../domain/trouble.js';

/** The preset of a forced re-run, or else the configured one. Throws `rejected` where the file is no longer what it was. */
export function presetsBeside(configured: Preset): (wished: string | undefined) => Preset {
  return (wished) => {
    if (wished === undefined) return configured;
    try {
      return loadPreset(wished);
    } catch (cause) {
      throw new UpstreamError('disk', 'rejected', `the preset ${wished} cannot be used any more`, { cause });
    }
  };
}
