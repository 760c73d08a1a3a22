import path from 'node:path'
import { z } from 'zod'

/** Everything the environment may say, in one place. Anything else is a setting of the workspace. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().default('0.0.0.0'),
  PUPITRE_DATA: z.string().default('./data'),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.string().optional(),
  CLICKHOUSE_URL: z.url().optional(),
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().default('Pupitre <pupitre@localhost>'),
  S3_URL: z.url().optional(),
  PUPITRE_ROLE: z.enum(['web', 'worker', 'all']).default('all'),
  PUPITRE_SECRET: z.string().min(32).optional(),
  PUPITRE_DEV: z.string().optional(),
  PUPITRE_TRUST_PROXY: z.string().optional(),
  PUPITRE_CHECK_BREACHES: z.string().optional(),
  PUPITRE_PUSH_SERVICES: z.string().default(''),
  PUPITRE_RATE_LIMIT: z.coerce.number().min(1).default(120),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type Config = {
  port: number
  host: string
  data: string
  /** Where people reach Pupitre, without a trailing slash. */
  publicUrl: string
  databaseUrl?: string
  clickhouseUrl?: string
  smtpUrl?: string
  mailFrom: string
  s3Url?: string
  role: 'web' | 'worker' | 'all'
  /** Signs sessions and links; made once and kept in the data folder when not given. */
  secret?: string
  dev: boolean
  trustProxy: boolean
  /** Where known-breached passwords are looked up (by five digits of their hash); empty = never. */
  checkBreaches: string
  /** Hosts of push services to write to besides those of the usual browsers. */
  pushServices: string[]
  /** API requests per second one address may keep up; bursts of five times as many pass. */
  rateLimit: number
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** @throws an Error in plain words naming the variable that cannot be used. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''))
  const read = Environment.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Error(`${issue?.path.join('.')} : ${issue?.message} (${String(given[String(issue?.path[0])])})`)
  }
  const e = read.data
  return {
    port: e.PORT,
    host: e.HOST,
    data: path.resolve(e.PUPITRE_DATA),
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/+$/, ''),
    databaseUrl: e.DATABASE_URL,
    clickhouseUrl: e.CLICKHOUSE_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    s3Url: e.S3_URL,
    role: e.PUPITRE_ROLE,
    secret: e.PUPITRE_SECRET,
    dev: Boolean(e.PUPITRE_DEV),
    trustProxy: Boolean(e.PUPITRE_TRUST_PROXY),
    checkBreaches: /^https?:/.test(e.PUPITRE_CHECK_BREACHES ?? '')
      ? (e.PUPITRE_CHECK_BREACHES as string)
      : e.PUPITRE_CHECK_BREACHES
        ? 'https://api.pwnedpasswords.com/range'
        : '',
    pushServices: e.PUPITRE_PUSH_SERVICES.split(/[\s,]+/).filter(Boolean),
    rateLimit: e.PUPITRE_RATE_LIMIT,
    logLevel: e.LOG_LEVEL,
  }
}

/** Is this address one of the machine itself? */
export const localHost = (url: string) =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(new URL(url).hostname)
