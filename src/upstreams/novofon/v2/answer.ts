import { z } from 'zod';
import { parseLossless, text } from '../lossless.js';
import type { Limits } from './limits.js';

/** What the API says, whatever the HTTP status. Numbers in rows are text. */
export type Answer = Rows | Refusal;

export interface Rows {
  kind: 'rows';
  rows: unknown[];
  /** How many rows there are on all pages; null when it is not said. */
  total: number | null;
  limits: Limits;
}

export interface Refusal {
  kind: 'refusal';
  /** The name of the error: its code is not unique (apis/novofon.md B2). */
  mnemonic: string;
  /** Words in which our own address may stand; never to be repeated as they are. */
  words: string[];
  limits: Limits;
}

const Metadata = z
  .object({ total_items: text, limits: z.record(z.string(), text).catch({}) })
  .catch({ total_items: '', limits: {} });

const Accepted = z.object({
  result: z.object({
    data: z
      .array(z.unknown())
      .nullable()
      .transform((rows) => rows ?? []),
    metadata: Metadata,
  }),
});

const Refused = z.object({
  error: z.object({
    message: text,
    data: z
      .object({ mnemonic: text, params: z.record(z.string(), text).catch({}), metadata: Metadata })
      .catch({ mnemonic: '', params: {}, metadata: { total_items: '', limits: {} } }),
  }),
});

/** Null for what is not JSON-RPC. */
export function readAnswer(body: string): Answer | null {
  const json = parsed(body);
  const refused = Refused.safeParse(json).data?.error;
  if (refused) {
    const { mnemonic, params, metadata } = refused.data;
    const words = [...Object.values(params), ...refused.message.split(/\s+/)];
    return { kind: 'refusal', mnemonic, words, limits: metadata.limits };
  }
  const accepted = Accepted.safeParse(json).data?.result;
  if (!accepted) return null;
  const { total_items: total, limits } = accepted.metadata;
  return { kind: 'rows', rows: accepted.data, total: /^\d+$/.test(total) ? Number(total) : null, limits };
}

function parsed(body: string): unknown {
  try {
    return parseLossless(body);
  } catch {
    return null;
  }
}
