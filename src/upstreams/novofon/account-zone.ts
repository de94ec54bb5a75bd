import type { Memory } from '../../domain/ports.js';

const NAME = 'novofon.timezone';

/** The account's zone: as configured, else as remembered, else asked once and remembered. */
export class AccountZone {
  constructor(
    private readonly configured: string,
    /** Asks the account, whatever is configured or remembered. */
    readonly ask: (signal: AbortSignal) => Promise<string>,
    private readonly memory: Memory,
  ) {}

  async get(signal: AbortSignal): Promise<string> {
    if (this.configured !== 'auto') return this.configured;
    const remembered = await this.memory.get(NAME);
    if (remembered) return remembered;
    const zone = await this.ask(signal);
    await this.memory.set(NAME, zone);
    return zone;
  }
}
