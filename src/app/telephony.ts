import type { Config } from '../config/derive.js';
import type { Budget, Clock, Hints, Memory, Telephony } from '../domain/ports.js';
import type { LineAgent } from '../lib/line-agent.js';
import type { Logger } from '../lib/log.js';
import { NovofonV1 } from '../upstreams/novofon/v1/v1.js';
import { NovofonV2 } from '../upstreams/novofon/v2/v2.js';
import { WebhookOnly } from '../upstreams/novofon/webhook/webhook-only.js';

interface Needs {
  /** The way to Novofon, through its proxy where there is one. */
  line: LineAgent;
  budget: Budget;
  memory: Memory;
  hints: Hints;
  clock: Clock;
  log: Logger;
}

/** The provider by what is configured. */
export function openTelephony(config: Config, needs: Needs): Telephony {
  const { novofon } = config;
  const warn = (message: string) => needs.log.warn(message);
  const common = { ...novofon, agent: { http: needs.line, https: needs.line }, warn, ...needs };
  if (novofon.api === 'v2' && novofon.token) return new NovofonV2({ ...common, token: novofon.token });
  if (novofon.api === 'v1' && novofon.key && novofon.secret) {
    return new NovofonV1({ ...common, key: novofon.key, secret: novofon.secret });
  }
  return new WebhookOnly({ ...common, maxCallsPerHour: config.server.maxCallsPerHour });
}
