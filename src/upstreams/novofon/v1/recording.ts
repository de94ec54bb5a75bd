import type { CallFacts, Leg } from '../../../domain/call.js';
import { UpstreamError } from '../../../domain/trouble.js';
import type { Parameters } from '../signature.js';
import { isMadeUp } from './calls.js';
import type { V1Client } from './client.js';
import { linkOf, linksIn } from './link.js';

const PATH = '/v1/pbx/record/request/';
const LIFETIME_SECONDS = 1800;

/** The link of a leg's recording: asked by the leg's id, else by the call's. Throws `not-ready` when neither has one. */
export async function requestLink(client: V1Client, call: CallFacts, leg: Leg, signal: AbortSignal): Promise<string> {
  const ways: Parameters[] = [];
  if (!isMadeUp(leg, call)) ways.push({ call_id: leg.id });
  if (leg.id !== call.id) ways.push({ pbx_call_id: call.id });
  for (const way of ways) {
    const links = await askLinks(client, way, signal);
    const link = 'call_id' in way ? links[0] : linkOf(leg, call, links);
    if (link) return link;
  }
  throw new UpstreamError('novofon', 'not-ready', 'Novofon has no recording of this leg yet');
}

/** A wrong id, a file not yet saved and one that will never be are refused in the same words: all of them mean waiting. */
async function askLinks(client: V1Client, way: Parameters, signal: AbortSignal): Promise<string[]> {
  const parameters = { ...way, lifetime: LIFETIME_SECONDS };
  const reply = await client.get(PATH, parameters, { kind: 'all', asker: 'schedule' }, signal);
  return reply.refused ? [] : linksIn(reply.body);
}
