import type { CallFacts } from '../../../domain/call.js';
import { recordedLegs } from '../../../domain/legs.js';
import type { Hints } from '../../../domain/ports.js';
import { mediaLink } from '../media-link.js';

/**
 * The link that a notice of the 2.0 flavour told of, `call_id_with_rec` = `<session>.<hash>`; accounts of 2.0 may have no
 * other (apis/novofon.md A5). Only of this very call, as anybody may send a notice.
 */
export async function toldLink(hints: Hints, call: CallFacts, mediaUrl: string): Promise<string | null> {
  if (recordedLegs(call).length > 1) return null;
  const told = (await hints.of(call.id)).map(({ notice }) => notice.call_id_with_rec ?? '');
  const own = told.findLast((id) => id.startsWith(`${call.id}.`));
  return own ? mediaLink(own, mediaUrl) : null;
}
