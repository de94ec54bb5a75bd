import { z } from 'zod';
import type { CallFacts, Leg } from '../../../domain/call.js';
import { recordedLegs } from '../../../domain/legs.js';
import { textOf } from '../lossless.js';

const Link = z.union([z.string(), z.object({ link: z.unknown() }).transform(({ link }) => textOf(link))]).catch('');
const Links = z.object({ link: Link.optional(), links: z.array(Link).nullish().catch([]) });

/** The links in an answer of `record/request`: `link`, or `links` of strings or of objects (apis/novofon.md A4). */
export function linksIn(body: object): string[] {
  const answer = Links.safeParse(body).data;
  return [answer?.link, ...(answer?.links ?? [])].filter((link): link is string => link !== undefined && link !== '');
}

/** The link of this leg among those of its call: by file name, else by place among the recorded legs, else the only one. */
export function linkOf(leg: Leg, call: CallFacts, links: string[]): string | null {
  const own = links.find((link) => names(link, leg));
  if (own) return own;
  const unnamed = links.filter((link) => !call.legs.some((other) => names(link, other)));
  const waiting = recordedLegs(call).filter((other) => !links.some((link) => names(link, other)));
  const place = waiting.findIndex((other) => other.id === leg.id);
  if (unnamed.length === waiting.length) return unnamed[place] ?? null;
  return unnamed.length === 1 ? (unnamed[0] ?? null) : null;
}

function names(link: string, leg: Leg): boolean {
  const file = link.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  const at = file.indexOf(leg.id);
  return at >= 0 && !/\d/.test(file.charAt(at - 1) + file.charAt(at + leg.id.length));
}
