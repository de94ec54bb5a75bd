/** The address of a link as the server keeps it: to sites and inside Telegram; null for any other (`tel:` for instance). */
export function checkedLink(link: string): string | null {
  const [, scheme, rest = ''] = /^(tg|ton|tonsite):(?:\/\/)?(.*)$/is.exec(link) ?? [];
  if (scheme !== undefined) return insideLink(scheme.toLowerCase(), rest);
  const [, protocol = 'http', site = ''] = /^(?:(https?):\/\/)?(.*)$/is.exec(link) ?? [];
  return siteLink(protocol.toLowerCase(), site);
}

function insideLink(scheme: string, rest: string): string | null {
  const [, host = '', tail = ''] = /^([^/?#]*)(.*)$/s.exec(rest.trimEnd()) ?? [];
  if (!/^[\w-]+$/.test(host)) return null;
  return `${scheme}://${host.toLowerCase()}${encoded(scheme === 'tg' || tail.startsWith('/') ? tail : `/${tail}`)}`;
}

function siteLink(protocol: string, site: string): string | null {
  const [, authority = '', tail = ''] = /^([^/?#\\]*)(.*)$/s.exec(site) ?? [];
  const [, user = '', name = '', port = ''] = /^(?:(.*)@)?(.*?)(:\d*)?$/s.exec(authority) ?? [];
  if (port !== '' && !(Number(port.slice(1)) >= 1 && Number(port.slice(1)) <= 65_535)) return null;
  const isHost =
    /^\[[\da-f:.]+\]$/i.test(name) ||
    (name !== '.' && name.includes('.') && /^[\p{L}\p{N}.~!$&'()*+,;=%_-]+$/u.test(name));
  if (!isHost || tail.startsWith('\\')) return null;
  const host = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const path = tail.trimEnd();
  return `${protocol}://${user && `${user}@`}${host}${port}${encoded(path.startsWith('/') ? path : `/${path}`)}`;
}

function encoded(text: string): string {
  return text.replace(/[\0-\x20]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
