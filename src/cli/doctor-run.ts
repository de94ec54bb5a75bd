import type { Command } from 'commander';
import { brokenConfig } from '../app/doctor/config.js';
import { examine } from '../app/doctor/examine.js';
import { ConfigError } from '../config/faults.js';
import type { Loaded } from '../config/load.js';
import type { Finding } from '../domain/finding.js';
import { loadFor } from './context.js';
import { doctorReport } from './doctor-report.js';
import { withSpinner } from './spinner.js';

/** What stands on the command line after `doctor`, as commander reads it. */
export interface DoctorArguments {
  json?: boolean;
  spend: boolean;
}

/** Checks all parts and prints what was found. Returns the exit code. */
export async function runDoctor({ json, spend }: DoctorArguments, command: Command): Promise<number> {
  const loaded = await loadOrFault(command);
  if (loaded instanceof ConfigError) {
    print(brokenConfig(loaded), json);
    return 2;
  }
  const findings = await withSpinner('проверяю', () => examine(loaded, { spends: spend }));
  print(findings, json);
  return isWell(findings) ? 0 : 1;
}

async function loadOrFault(command: Command): Promise<Loaded | ConfigError> {
  try {
    return await loadFor(command);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

function print(findings: Finding[], json: boolean | undefined): void {
  const { stdout } = process;
  const text = json ? `${JSON.stringify({ ok: isWell(findings), findings })}\n` : doctorReport(findings, stdout);
  stdout.write(text);
}

function isWell(findings: Finding[]): boolean {
  return findings.every(({ state }) => state !== 'fail');
}
