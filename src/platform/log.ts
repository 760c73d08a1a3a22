import { type Logger, pino } from 'pino'

export type Log = Logger

/** One JSON line per event, on stderr. Never a name, an address, a mail or a token: identifiers only. */
export function makeLog(
  level: string,
  to: { write(line: string): void } = pino.destination({ fd: 2, sync: false }),
): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      redact: [
        'email',
        'name',
        'token',
        'password',
        'authorization',
        'cookie',
        '*.email',
        '*.token',
        '*.password',
      ],
      serializers: { err: (e: Error) => ({ type: e.name, message: e.message, stack: e.stack }) },
    },
    to,
  )
}
