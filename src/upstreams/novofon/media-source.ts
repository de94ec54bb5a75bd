import type { Agents } from 'got';
import type { Clock } from '../../domain/ports.js';
import { UpstreamError } from '../../domain/trouble.js';
import type { LeastSpeed } from './least-speed.js';

/** Where recordings may come from, and the way there. */
export interface MediaSource {
  /** Hosts, with their subdomains; only over https. */
  recordingHosts: string[];
  /** Addresses of the operator's own choosing; their origins are good as they are. */
  trusted: string[];
  agent: Agents | undefined;
  clock: Clock;
  /** How slow a download may be, where it is another than usual. */
  leastSpeed?: LeastSpeed | undefined;
}

/** The address as a URL. Throws `rejected`, naming the host only, where a recording may not come from. */
export function permitted(link: string, source: MediaSource, base?: URL): URL {
  const url = URL.canParse(link, base?.href) ? new URL(link, base) : null;
  if (!url) throw new UpstreamError('novofon', 'rejected', 'the link of the recording is not an address');
  if (isTrusted(url, source) || isNovofon(url, source)) return url;
  const why = url.protocol === 'https:' ? 'is not in novofon.recordingHosts' : 'is not asked without https';
  throw new UpstreamError('novofon', 'rejected', `the recording lies on ${url.hostname}, which ${why}`);
}

/** Whether the address is of the operator's own choosing: then it may lie anywhere, inside his network as well. */
export function isTrusted(url: URL, source: MediaSource): boolean {
  return source.trusted.some((address) => URL.canParse(address) && new URL(address).origin === url.origin);
}

function isNovofon(url: URL, source: MediaSource): boolean {
  if (url.protocol !== 'https:') return false;
  const host = url.hostname.toLowerCase();
  return source.recordingHosts.map((own) => own.toLowerCase()).some((own) => host === own || host.endsWith(`.${own}`));
}
