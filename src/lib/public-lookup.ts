import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIPv6 } from 'node:net';

/** The code of the error when a name leads to an address of this machine or its network. */
export const INNER_ADDRESS = 'INNER_ADDRESS';

const INNER_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4'],
];
const INNER_V6 = ['::/128', '::1/128', '64:ff9b:1::/48', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'];
const INNER = blockList([...INNER_V4, ...INNER_V6, ...INNER_V4.map(translated)]);

type Callback = (error: NodeJS.ErrnoException | null, found: string | LookupAddress[], family?: number) => void;

/** Looks a name up like `dns.lookup`, and fails where any of its addresses is an inner one. */
export function publicLookup(hostname: string, options: LookupOptions, callback: Callback): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? innerAddress(hostname), []);
    if (addresses.some(({ address }) => isInner(address))) return callback(innerAddress(hostname), []);
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
}

export function isInner(address: string): boolean {
  return INNER.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function innerAddress(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${hostname} leads to an inner address`), { code: INNER_ADDRESS });
}

/** The same network as a gateway from IPv6 to IPv4 (NAT64) writes it. */
function translated(subnet: string): string {
  const [net = '', bits] = subnet.split('/');
  return `64:ff9b::${net}/${96 + Number(bits)}`;
}

function blockList(subnets: string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', bits] = subnet.split('/');
    list.addSubnet(net, Number(bits), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return list;
}
