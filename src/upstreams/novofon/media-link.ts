/** Where Novofon 2.0 keeps the recording with this id, `<session>.<32 hex>`; null for an id of another shape (apis/novofon.md A5, B4). */
export function mediaLink(id: string, mediaUrl: string): string | null {
  const [, session, hash] = /^(\d+)\.([0-9a-f]{32})$/.exec(id) ?? [];
  return session && hash ? talkLink({ kind: 'talk', communication: session, hash }, mediaUrl) : null;
}

/** `talk` is mp3. The slash at the end counts: without it the host answers 308. */
export interface TalkFile {
  kind: 'talk' | 'wav';
  communication: string;
  hash: string;
}

/** The address of the recording of one talk. */
export function talkLink({ kind, communication, hash }: TalkFile, mediaUrl: string): string {
  const path = [kind, communication, hash].map(encodeURIComponent).join('/');
  return `${mediaUrl.replace(/\/+$/, '')}/system/media/${path}/`;
}
