import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

export interface ErrorLog {
  error(fields: object, message: string): void;
}

const MESSAGES: Record<number, string> = {
  401: 'wrong or missing secret',
  404: 'there is nothing here',
  413: 'the body is over 64 KiB',
  429: 'too many requests, slow down',
};

/** Every answer that is not a good one has this shape and says nothing of our insides. */
export function fail(reply: FastifyReply, status: number, message = MESSAGES[status]): FastifyReply {
  return reply.code(status).send({ status: 'error', ...(message && { message }) });
}

/** What fastify and our handlers throw: the client's faults by their status, ours logged and answered with 500. */
export function onError(log: ErrorLog) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) return fail(reply, status, MESSAGES[status] ?? 'the request cannot be read');
    log.error({ err: error }, 'a request could not be answered');
    return fail(reply, 500);
  };
}
