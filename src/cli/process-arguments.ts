import type { StageName } from '../domain/call.js';

/** What stands on the command line after `process`, as commander reads it. */
export interface ProcessArguments {
  fromFile?: string;
  client?: string;
  direction: 'in' | 'out';
  at?: string;
  since?: string;
  force?: boolean;
  from?: StageName;
  model?: string;
  preset?: string;
  notify: boolean;
  wait: string;
  json?: boolean;
}
