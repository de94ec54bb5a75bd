import { Refusal } from './refusal.js';

const LONGEST_WAIT_SECONDS = 50;

interface Update {
  update_id: number;
}

/** What the bot is told, by long polling (apis/telegram.md section 6). */
export class Updates {
  #queue: Update[] = [];
  #lastId = 700_000_000;
  #waiting: ((ended: 'news' | 'ousted') => void) | null = null;

  add(content: object): void {
    this.#lastId += 1;
    this.#queue.push({ update_id: this.#lastId, ...content });
    this.#waiting?.('news');
  }

  /** A second poll ends the first with 409; a higher offset confirms what went before. */
  async next(offset: number, limit: number, timeoutSeconds: number, stopping: AbortSignal): Promise<Update[]> {
    this.#waiting?.('ousted');
    this.#queue = this.#queue.filter((update) => update.update_id >= offset);
    if (this.#queue.length === 0 && timeoutSeconds > 0) {
      await this.#news(Math.min(timeoutSeconds, LONGEST_WAIT_SECONDS), stopping);
    }
    return this.#queue.slice(0, limit);
  }

  #news(seconds: number, stopping: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (ended: 'news' | 'ousted') => {
        clearTimeout(timer);
        stopping.removeEventListener('abort', stop);
        this.#waiting = null;
        if (ended === 'news') resolve();
        else reject(ousted());
      };
      const stop = () => finish('news');
      const timer = setTimeout(stop, seconds * 1000);
      stopping.addEventListener('abort', stop);
      this.#waiting = finish;
    });
  }
}

function ousted(): Refusal {
  const advice = 'make sure that only one bot instance is running';
  return new Refusal(409, `Conflict: terminated by other getUpdates request; ${advice}`);
}
