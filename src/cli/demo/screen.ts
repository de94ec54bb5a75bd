import { styleText } from 'node:util';

/** Lines of the demo: readable in any terminal, over ssh, and in a file. */
export class Screen {
  private readonly startedMs = performance.now();

  constructor(private readonly out: NodeJS.WriteStream = process.stdout) {}

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.startedMs) / 1000;
  }

  line(text = ''): void {
    this.out.write(`${text}\n`);
  }

  /** What happens now, with the seconds since the start. */
  event(text: string): void {
    this.line(`${this.faint(this.seconds.toFixed(1).padStart(5))}  ${text}`);
  }

  /** The beginning of a scene. */
  scene(text: string): void {
    this.line();
    this.event(this.bold(text));
  }

  /** A card as it stands in the group, without its folded transcript. */
  card(text: string): void {
    const [visible = ''] = text.split(/\nРасшифровка(?=\n| ·)/);
    for (const each of visible.split('\n')) this.line(`       ${this.faint('│')} ${each}`);
  }

  bold(text: string): string {
    return this.styled('bold', text);
  }

  faint(text: string): string {
    return this.styled('dim', text);
  }

  private styled(style: 'bold' | 'dim', text: string): string {
    const isPlain = !this.out.isTTY || process.env.NO_COLOR !== undefined;
    return isPlain ? text : styleText(style, text);
  }
}
