import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';
import { describeError, withoutStacks } from './describe-error.js';
import { legible } from './legible.js';
import { scrubberOf } from './scrub.js';

export type { Logger };

export interface LogOptions {
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** `auto`: pretty on a terminal, JSON lines elsewhere. */
  format: 'auto' | 'pretty' | 'json';
  /** Strings that never show in a line, wherever they come from. */
  secrets: string[];
  /** Errors that life brings: a person at a terminal reads what they say, not where in the program they were met. */
  isExpected?: (error: unknown) => boolean;
  destination?: NodeJS.WritableStream & Partial<Terminal>;
}

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'hasColors'>;

/** A pino logger to stderr. Errors under `err` show name, message, code, stack and causes; every line is scrubbed. */
export async function createLogger(options: LogOptions): Promise<Logger> {
  const destination = options.destination ?? process.stderr;
  const isPretty = options.format === 'pretty' || (options.format === 'auto' && destination.isTTY === true);
  const scrub = scrubberOf(options.secrets);
  const settings: LoggerOptions = {
    level: options.level,
    timestamp: stdTimeFunctions.isoTime,
    serializers: {
      err: (error: unknown) => {
        const isBrief = isPretty && !isDetailed(options.level) && options.isExpected?.(error);
        return isBrief ? withoutStacks(describeError(error)) : describeError(error);
      },
    },
    hooks: { streamWrite: (line) => scrubLine(line, scrub) },
  };
  return pino(settings, isPretty ? await prettied(destination) : destination);
}

function isDetailed(level: LogOptions['level']): boolean {
  return level === 'debug' || level === 'trace';
}

/** In this process, not in a worker: the last line before an end must not be lost. */
async function prettied(destination: NonNullable<LogOptions['destination']>): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory({
    colorize: destination.hasColors?.() ?? false,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
  });
  return { write: (line) => destination.write(pretty(line)) };
}

/**
 * Only inside the strings of the JSON line: a secret of digits must not break its numbers. What is not seen goes too:
 * foreign words must not command a terminal that shows the log.
 */
function scrubLine(line: string, scrub: (text: string) => string): string {
  return line
    .replace(/("(?:proxy-)?authorization":)"[^"\\]*(?:\\.[^"\\]*)*"/gi, '$1"***"')
    .replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, (literal) => JSON.stringify(scrub(legible(JSON.parse(literal)))));
}
