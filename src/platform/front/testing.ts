import { after } from 'node:test'
import type { Config } from '../config.ts'
import { freePort } from '../engines/testing/port.ts'
import { openHouse, type TestHouse } from '../testing.ts'

/** A person at a browser: keeps cookies, speaks a language, comes from an address. */
export type Browser = {
  cookies: Map<string, string>
  fetch(path: string, init?: RequestInit & { json?: unknown }): Promise<Response>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, json?: unknown, headers?: Record<string, string>): Promise<Answer>
  send(method: string, path: string, json?: unknown, headers?: Record<string, string>): Promise<Answer>
  signIn(email: string, password?: string): Promise<Answer>
}
// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test asserts
export type Answer = { status: number; headers: Headers; body: any }

export type TestFront = TestHouse & {
  url: string
  port: number
  browser(o?: { locale?: 'fr' | 'en'; address?: string }): Browser
  /** Stops the server as SIGTERM does, and waits for it. */
  stop(): Promise<void>
  /** The last letter kept for an address, and the link in it. */
  letter(to: string): Promise<{ subject: string; text: string; link: string }>
}

export const goodPassword = 'orchidée-fusain-42-tambour'

/** A whole house that answers over real HTTP. Who has no address of their own comes from 127.0.0.1. */
export async function openFront(
  o: { config?: Partial<Config>; house?: (config: Partial<Config>) => Promise<TestHouse> } = {},
): Promise<TestFront> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const config: Partial<Config> = { publicUrl: url, role: 'web', trustProxy: true, ...o.config }
  const house = await (o.house ? o.house(config) : openHouse({ config }))
  const { serve } = await import('../../server.ts')
  const serving = await serve(house.platform, { port, host: '127.0.0.1' })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= serving.stop()
    return stopped
  }
  after(stop)
  return {
    ...house,
    url,
    port,
    stop,
    browser: (b = {}) => browser(`http://127.0.0.1:${port}`, url, b),
    async letter(to) {
      const { rows } = await house.owner.query<{ subject: string; text: string }>(
        'select subject, text from mails where to_address = $1 order by created_at desc, id desc limit 1',
        [to],
      )
      if (!rows[0]) throw new Error(`no letter to ${to}`)
      return { ...rows[0], link: /https?:\S+/.exec(rows[0].text)?.[0] ?? '' }
    },
  }
}

export function browser(
  base: string,
  origin: string,
  o: { locale?: 'fr' | 'en'; address?: string },
): Browser {
  const cookies = new Map<string, string>()
  const me: Browser = {
    cookies,
    async fetch(path, init = {}) {
      const { json, ...rest } = init
      const headers = new Headers(rest.headers)
      if (!headers.has('origin')) headers.set('origin', origin)
      if (!headers.has('accept-language')) headers.set('accept-language', o.locale ?? 'fr')
      if (o.address) headers.set('x-forwarded-for', o.address)
      if (cookies.size) headers.set('cookie', [...cookies].map(([k, v]) => `${k}=${v}`).join('; '))
      if (json !== undefined) headers.set('content-type', 'application/json')
      const target = path.startsWith(origin)
        ? base + path.slice(origin.length)
        : path.startsWith('/')
          ? base + path
          : path
      const res = await fetch(target, {
        redirect: 'manual',
        ...rest,
        headers,
        ...(json !== undefined && { body: JSON.stringify(json) }),
      })
      for (const line of res.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(';')
        const at = pair.indexOf('=')
        const gone = attributes.some((a) => /^\s*max-age=0\s*$/i.test(a))
        if (gone || at === pair.length - 1) cookies.delete(pair.slice(0, at))
        else cookies.set(pair.slice(0, at), pair.slice(at + 1))
      }
      return res
    },
    async send(method, path, json, headers = {}) {
      const res = await me.fetch(path, { method, headers, ...(json !== undefined && { json }) })
      const text = await res.text()
      let body: unknown = text
      try {
        body = JSON.parse(text)
      } catch {
        // Not JSON: the text is the answer.
      }
      return { status: res.status, headers: res.headers, body }
    },
    get: (path, headers) => me.send('GET', path, undefined, headers),
    post: (path, json = {}, headers) => me.send('POST', path, json, headers),
    signIn: (email, password = goodPassword) => me.post('/api/auth/sign-in/email', { email, password }),
  }
  return me
}
