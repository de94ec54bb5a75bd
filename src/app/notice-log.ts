import type { Logger } from '../lib/log.js';

const MINUTE_MS = 60_000;
/** A busy call centre has fewer; a flood must not fill the log. */
const LINES_A_MINUTE = 60;

/** Says what the webhook was told, one line a notice; of a flood, how much more there was. */
export class NoticeLog {
  private minute = 0;
  private lines = 0;
  private untold = 0;
  private beyond = 0;

  constructor(
    private readonly log: Logger,
    private readonly nowMs: () => number,
  ) {}

  received(callId: string, status: string): void {
    this.turnOver();
    this.lines += 1;
    if (this.lines > LINES_A_MINUTE) this.untold += 1;
    const level = this.lines > LINES_A_MINUTE ? 'debug' : 'info';
    this.log[level]({ callId }, `📞 Received call webhook: ${callId}, status: ${status}`);
  }

  /** One more call than are believed in an hour. */
  notBelieved(): void {
    this.beyond += 1;
    if (this.beyond === 1) this.log.warn('more calls told by the webhook than server.maxCallsPerHour: 1 ignored');
  }

  private turnOver(): void {
    const minute = Math.floor(this.nowMs() / MINUTE_MS);
    if (minute === this.minute) return;
    if (this.untold > 0) this.log.warn({ notices: this.untold }, 'more webhooks than are written down one by one');
    if (this.beyond > 1) {
      this.log.warn(`more calls told by the webhook than server.maxCallsPerHour: ${this.beyond} ignored`);
    }
    this.minute = minute;
    this.lines = 0;
    this.untold = 0;
    this.beyond = 0;
  }
}
