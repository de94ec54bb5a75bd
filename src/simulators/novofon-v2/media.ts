import type { Asked } from '../asked.js';
import type { Reply } from '../simulator.js';
import type { RecordKind, Session } from './session.js';

const TYPES = { talk: 'audio/mpeg', wav: 'audio/wav', voice_mail: 'audio/mpeg', full: 'audio/mpeg' };

/** How a download goes wrong although the hash is right; the first three say 200 (apis/novofon.md B4). */
export type MediaTrouble = 'html' | 'json' | 'nearly-empty' | 'forbidden';

/**
 * The recordings' files: no token, whoever has the hash may listen (apis/novofon.md B4, recording URLs;
 * data_api/report/get_calls_report/index.html, `call_records` and its neighbours).
 */
export function serveMedia(asked: Asked, sessions: Session[], trouble: MediaTrouble | null): Reply {
  const place = placeOf(asked.path);
  if (place === null) return page(404, 'Not Found');
  if (asked.method !== 'GET') return page(405, 'Method Not Allowed');
  const { kind, communicationId, hash, slash } = place;
  if (kind !== 'full' && !slash) return { ...page(308, 'Permanent Redirect'), headers: toSlash(asked.path) };
  const files = sessions
    .filter((session) => String(session.facts.communicationId) === communicationId)
    .map((session) => session.file(kind, hash));
  const bytes = files.find((file) => file !== null);
  if (bytes === undefined || bytes === null) return page(404, 'Not Found');
  return trouble === null ? audio(bytes, TYPES[kind]) : spoiled(trouble, bytes, TYPES[kind]);
}

interface Place {
  kind: RecordKind | 'full';
  communicationId: string;
  hash: string;
  slash: boolean;
}

function placeOf(path: string): Place | null {
  const [, kind, id, hash, slash] = /^\/system\/media\/(talk|wav|voice_mail)\/(\d+)\/([^/]+)(\/?)$/.exec(path) ?? [];
  if (id !== undefined && hash !== undefined) {
    return { kind: kind as RecordKind, communicationId: id, hash, slash: slash === '/' };
  }
  const [, session, full] = /^\/(\d+)\/([^/]+)$/.exec(path) ?? [];
  if (session === undefined || full === undefined) return null;
  return { kind: 'full', communicationId: session, hash: full, slash: false };
}

function spoiled(trouble: MediaTrouble, bytes: Buffer, type: string): Reply {
  if (trouble === 'forbidden') return page(403, 'Forbidden');
  if (trouble === 'html') return page(200, 'Novofon');
  if (trouble === 'json') return { status: 200, body: { success: false, message: 'Record is not available' } };
  return audio(bytes.subarray(0, 120), type);
}

function audio(bytes: Buffer, type: string): Reply {
  return { status: 200, headers: { 'content-type': type }, body: bytes };
}

function page(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function toSlash(path: string): Record<string, string> {
  return { 'content-type': 'text/html; charset=utf-8', location: `${path}/` };
}
