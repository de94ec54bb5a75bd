import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '../end-to-end/program.js';
import type { BaseView, CallRow } from './base-view.js';
import type { Chance } from './chance.js';
import type { Entry, Ledger } from './ledger.js';
import { drawMoment, drawStart, strikeAt } from './moment.js';

/** So many kills fall while the base is made. */
const FIRST_STARTS = 3;

type Command = 'serve' | 'poll';

/** A program that ran, and how it ended. */
interface Life {
  command: Command;
  program: ReturnType<Place['start']>;
  up: Promise<void>;
  isUp: boolean;
  isKilled: boolean;
}

/** A kill: what was under way in that moment, and which calls the dead left in its hands. */
export interface Kill {
  atMs: number;
  command: Command;
  wasUp: boolean;
  /** No other program ran beside it. */
  wasAlone: boolean;
  /** How many wait for each core: so much slower is everything. */
  crowd: number;
  open: Entry[];
  inHand: CallRow[];
}

/** Programs that start on one base and are killed one by one; mostly one daemon, now and then a second, or a `poll` as by cron. */
export class Lives {
  readonly kills: Kill[] = [];
  /** Programs that ended otherwise than they should. */
  readonly ends: string[] = [];
  private running: Life[] = [];
  /** How long the last start took. */
  private startMs = 700;

  constructor(
    private readonly needs: { place: Place; ledger: Ledger; view: BaseView; chance: Chance; longestLifeMs: number },
  ) {}

  get isUp(): boolean {
    return this.running.some((life) => life.command === 'serve' && life.isUp && !life.isKilled);
  }

  /** Lets programs live until one of them is killed. */
  async killOne(): Promise<Kill> {
    const { chance, ledger, longestLifeMs } = this.needs;
    this.startDaemon();
    if (chance.happens(0.15)) this.start('serve');
    if (chance.happens(0.15)) this.start('poll');
    const isFirst = this.kills.length < FIRST_STARTS;
    const moment = isFirst ? drawStart(chance, this.startMs) : drawMoment(chance, this.startMs, longestLifeMs);
    // One that has just been started dies at its start; otherwise whoever it hits.
    const doomed = this.running.at(moment.at === 'start' ? -1 : Math.floor(chance.between(0, this.running.length)));
    if (!doomed) throw new Error('nothing runs that could be killed');
    const dead: { life: Life; kill: Kill }[] = [];
    await strikeAt(moment, { up: doomed.up, ledger, patienceMs: 2 * longestLifeMs }, () => {
      // A poll may have come to its end meanwhile.
      const life = this.running.includes(doomed) ? doomed : this.startDaemon();
      if (dead.length === 0) dead.push({ life, kill: this.strike(life) });
    });
    const [first] = dead;
    if (!first) throw new Error('the strike missed');
    await first.life.program.ended();
    this.running = this.running.filter((life) => life !== first.life);
    return this.bury(first.kill);
  }

  /** A daemon that nobody kills any more; the others are stopped. */
  async survive(): Promise<void> {
    const [daemon, ...others] = [this.startDaemon(), ...this.running];
    for (const life of new Set(others)) if (life !== daemon) await this.stop(life);
  }

  async end(): Promise<void> {
    for (const life of this.running) await this.stop(life);
  }

  private async stop(life: Life): Promise<void> {
    life.isKilled = true;
    await life.program.end('SIGTERM');
    this.running = this.running.filter((one) => one !== life);
  }

  private strike(doomed: Life): Kill {
    doomed.isKilled = true;
    doomed.program.child.kill('SIGKILL');
    const { command, isUp: wasUp } = doomed;
    const wasAlone = this.running.length === 1;
    const crowd = Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
    return { atMs: Date.now(), command, wasUp, wasAlone, crowd, open: this.needs.ledger.open, inHand: [] };
  }

  private bury(kill: Kill): Kill {
    const nowText = new Date(kill.atMs).toISOString();
    const isHeld = ({ lease, dueAt }: CallRow) => lease !== null && dueAt !== null && dueAt > nowText;
    kill.inHand = this.needs.view.calls().filter(isHeld);
    this.kills.push(kill);
    return kill;
  }

  private startDaemon(): Life {
    return this.running.find((life) => life.command === 'serve') ?? this.start('serve');
  }

  private start(command: Command): Life {
    const program = this.needs.place.start(command);
    const life: Life = { command, program, isUp: false, isKilled: false, up: Promise.resolve() };
    life.up = this.untilUp(life);
    this.running.push(life);
    void program.ended().then(({ code, stderr }) => {
      this.running = this.running.filter((one) => one !== life);
      const isGood = life.isKilled || (command === 'poll' && (code === 0 || code === 1));
      if (!isGood) this.ends.push(`${command} ended with ${code}: ${stderr.slice(-500)}`);
    });
    return life;
  }

  /** A poll says nothing: it is up when it asks the history. */
  private async untilUp(life: Life): Promise<void> {
    const { program, command } = life;
    const hasEnded = () => program.child.exitCode !== null || program.child.signalCode !== null;
    const startedMs = Date.now();
    const asked = this.needs.ledger.entries.length;
    const isUp = () =>
      command === 'serve' ? program.stderr.includes('audiobot is up') : this.needs.ledger.entries.length > asked;
    while (!isUp() && !hasEnded()) await sleep(5);
    life.isUp = isUp();
    if (life.isUp) this.startMs = Date.now() - startedMs;
  }
}
