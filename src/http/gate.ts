import { isIPv6 } from 'node:net';

const MINUTE_MS = 60_000;
/** Of an address that asks so seldom, more is taken than of the others when all together ask too much. */
const SELDOM = 20;
/** Of all addresses together: of those that ask often, and at all. */
const MOST_OF_OFTEN = 1_200;
const MOST = 3_000;

/** How many requests are let in within a minute: so many from one address, and not too many altogether. */
export class Gate {
  private readonly counts = new Map<string, number>();
  private letIn = 0;
  private minute = 0;

  constructor(
    private readonly perAddress: number,
    private readonly nowMs: () => number,
  ) {}

  /** `isKnown`: it has the secret, so that no flood of others shuts it out. */
  admits(address: string, isKnown: boolean): boolean {
    this.turnOver();
    const client = clientOf(address);
    const asked = (this.counts.get(client) ?? 0) + 1;
    // Past that many nobody new is let in, so there is nothing to remember of him.
    if (this.counts.size < MOST || asked > 1 || isKnown) this.counts.set(client, asked);
    const room = isKnown ? Number.POSITIVE_INFINITY : asked > SELDOM ? MOST_OF_OFTEN : MOST;
    if (asked > this.perAddress || this.letIn >= room) return false;
    this.letIn += 1;
    return true;
  }

  private turnOver(): void {
    const minute = Math.floor(this.nowMs() / MINUTE_MS);
    if (minute === this.minute) return;
    this.minute = minute;
    this.letIn = 0;
    this.counts.clear();
  }
}

/** Who has one IPv6 address has the 64 bits behind it too. */
export function clientOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const [head = '', tail] = plain.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = Array(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...(tail === undefined ? [] : zeros), ...after].slice(0, 4).join(':');
}

/** Without the zeros that a group may begin with; an IPv4 address at the end takes two. */
function groupsOf(part: string): string[] {
  const groups = part === '' ? [] : part.toLowerCase().split(':');
  return groups.flatMap((group) => (group.includes('.') ? ['0', '0'] : [group.replace(/^0+(?=.)/, '')]));
}
