/** A proxy's address in parts; credentials decoded, IPv6 without brackets. */
export interface ProxyAddress {
  kind: 'http' | 'https' | 'socks5';
  host: string;
  port: number;
  user: string;
  password: string;
}

const KINDS: Record<string, Pick<ProxyAddress, 'kind' | 'port'>> = {
  'http:': { kind: 'http', port: 80 },
  'https:': { kind: 'https', port: 443 },
  'socks5:': { kind: 'socks5', port: 1080 },
  'socks5h:': { kind: 'socks5', port: 1080 },
};

/** Takes `http://`, `https://` and `socks5://user:password@host:port`. Throws without repeating the address: it holds a password. */
export function readProxy(address: string): ProxyAddress {
  const url = URL.canParse(address) ? new URL(address) : null;
  const known = url && KINDS[url.protocol];
  if (!url?.hostname || !known) {
    throw new Error('the proxy address must look like http://, https:// or socks5://user:password@host:port');
  }
  return {
    kind: known.kind,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || known.port,
    user: decoded(url.username),
    password: decoded(url.password),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('name and password of the proxy must be percent-encoded (% as %25)');
  }
}
