/** Where Novofon 2.0 keeps the recording with this id, `<session>.<32 hex>`; null for an id of another shape (apis/novofon.md A5, B4). */
export function mediaLink(id: string, mediaUrl: string): string | null {
  const parts = /^(\d+)\.([0-9a-f]{32})$/.exec(id);
  return parts && `${mediaUrl.replace(/\/+$/, '')}/system/media/talk/${parts[1]}/${parts[2]}/`;
}
