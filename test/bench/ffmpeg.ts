import { join } from 'node:path';
import { run, type Took } from './took.js';

/** What a shell says of a program that is not there. */
const NOT_FOUND = 127;

/** ffmpeg on the same file, as it tells of itself; null where there is none. */
export async function ffmpegTook(file: string, args: string[]): Promise<Took | null> {
  try {
    const { stderr } = await run('ffmpeg', ['-hide_banner', '-nostdin', '-y', '-benchmark', '-i', file, ...args]);
    const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) ?? [];
    const [, kilobytes] = /maxrss=(\d+)ki?B/i.exec(stderr) ?? [];
    return { seconds: Number(user) + Number(system), bytes: Number(kilobytes) * 1024 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === NOT_FOUND) return null;
    throw error;
  }
}

/** Decodes, and looks for silence, loudness and the figures of each channel. */
export function listeningArgs(): string[] {
  const heard = (channel: number, out: string) =>
    `pan=mono|c0=c${channel},silencedetect=noise=-45dB:d=0.6,volumedetect,astats[${out}]`;
  return [...graph(heard), '-map', '[l]', '-f', 'null', '-', '-map', '[r]', '-f', 'null', '-'];
}

/** Both sides whole, each as an mp3 like those that we send. */
export function cuttingArgs(folder: string): string[] {
  const side = (channel: number, out: string) => `pan=mono|c0=c${channel}[${out}]`;
  const mp3 = (out: string) => ['-map', `[${out}]`, '-b:a', '32k', join(folder, `${out}.mp3`)];
  return [...graph(side), ...mp3('l'), ...mp3('r')];
}

function graph(of: (channel: number, out: string) => string): string[] {
  return ['-filter_complex', `[0:a]asplit[a][b];[a]${of(0, 'l')};[b]${of(1, 'r')}`];
}
