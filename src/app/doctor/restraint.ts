import type { Asker, Budget, Memory } from '../../domain/ports.js';

/** Reads what is remembered and keeps what is new to itself: the doctor changes nothing. */
export function withoutWriting(memory: Memory): Memory {
  const own = new Map<string, string>();
  return {
    get: async (name) => own.get(name) ?? memory.get(name),
    set: async (name, value) => void own.set(name, value),
  };
}

/** The budget, with a bound on requests for statistics; it knows why a question was not asked. */
export class BoundedBudget implements Budget {
  /** `busy`: others have taken what there is; `spent`: the bound is reached. */
  obstacle: 'busy' | 'spent' | null = null;
  private left: number;

  constructor(
    private readonly budget: Budget,
    mostStatistics: number,
  ) {
    this.left = mostStatistics;
  }

  async take(kind: 'statistics' | 'all', asker: Asker, signal: AbortSignal): Promise<void> {
    if (kind === 'statistics' && this.left === 0) {
      this.obstacle = 'spent';
      throw new Error('enough was asked of the statistics');
    }
    try {
      await this.budget.take(kind, asker, signal);
    } catch (error) {
      if (signal.aborted) this.obstacle = 'busy';
      throw error;
    }
    if (kind === 'statistics') this.left -= 1;
  }

  block(kind: 'statistics' | 'all', forMs: number): Promise<void> {
    return this.budget.block(kind, forMs);
  }
}
