import type { BeforeWriting, Message, Messenger, Sent, TextFile } from '../../src/domain/ports.js';
import { type Trouble, UpstreamError } from '../../src/domain/trouble.js';

/** What goes wrong with the next request: before anything was written, or after. */
interface Failure {
  of: 'send' | 'edit' | 'file' | 'ping';
  trouble: Trouble;
  written: boolean;
}

/** A group that keeps what is put into it. */
export class Chat implements Messenger {
  readonly messages = new Map<number, string>();
  readonly files: { name: string; text: string; replyTo: number }[] = [];
  /** Everything that was tried, in order. */
  readonly tried: string[] = [];
  private readonly failures: Failure[] = [];
  private nextId = 1;

  /** `arrives`: the message stands in the group all the same. */
  failNext(of: Failure['of'], trouble: Trouble, how: { written: boolean } = { written: true }): void {
    this.failures.push({ of, trouble, ...how });
  }

  delete(id: number): void {
    this.messages.delete(id);
  }

  get texts(): string[] {
    return [...this.messages.values()];
  }

  async send(message: Message, beforeWriting: BeforeWriting): Promise<Sent> {
    await this.attempt('send', beforeWriting);
    const messageId = this.nextId++;
    this.messages.set(messageId, message.html);
    return { chatId: -1, messageId };
  }

  async edit(sent: Sent, message: Message): Promise<'edited' | 'gone'> {
    await this.attempt('edit');
    if (!this.messages.has(sent.messageId)) return 'gone';
    this.messages.set(sent.messageId, message.html);
    return 'edited';
  }

  async sendFile(file: TextFile, replyTo: Sent, beforeWriting: BeforeWriting): Promise<Sent> {
    await this.attempt('file', beforeWriting);
    this.files.push({ ...file, replyTo: replyTo.messageId });
    return { chatId: -1, messageId: this.nextId++ };
  }

  async ping(): Promise<void> {
    await this.attempt('ping');
  }

  private async attempt(of: Failure['of'], beforeWriting: BeforeWriting = async () => undefined): Promise<void> {
    const at = this.failures.findIndex((failure) => failure.of === of);
    const [failure] = at < 0 ? [] : this.failures.splice(at, 1);
    if (!failure || failure.written) await beforeWriting();
    this.tried.push(of);
    if (failure) throw new UpstreamError('telegram', failure.trouble, `the ${of} failed`);
  }
}

export const plain = (text: string): Message => ({ html: text, plain: text });
