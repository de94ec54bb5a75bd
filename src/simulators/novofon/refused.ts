import type { Reply } from '../simulator.js';

/** What API v1 refuses with: `{"status":"error","message":…}` (apis/novofon.md A7; the texts are not documented). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  get reply(): Reply {
    return { status: this.status, body: { status: 'error', message: this.message } };
  }
}
