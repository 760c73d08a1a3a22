import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from './errors.ts'
import type { Route } from './http.ts'
import { json } from './http.ts'
import type { Bus, Change } from './live.ts'
import { grantFor } from './rpc.ts'

/** `/live?workspace=ID`: one stream of changes per open page. Holds no transaction. */
export const liveRoute = (bus: Bus): Route => {
  const open = new Set<ServerResponse>()
  return {
    method: 'GET',
    path: '/live',
    async run(req: IncomingMessage, res, { url, call }) {
      const headers = new Headers(call.headers)
      const workspace = url.searchParams.get('workspace')
      if (workspace) headers.set('x-workspace', workspace)
      const grant = await grantFor({ ...call, headers, session: call.session, answer: call.answer }).catch(
        (e: unknown) => {
          if (!(e instanceof Refusal)) throw e
          json(res, e.status, { code: e.code, message: e.in(call.locale).message })
        },
      )
      if (!grant) return
      res.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        connection: 'keep-alive',
        'x-accel-buffering': 'no',
      })
      res.write('retry: 1000\n\nevent: hello\ndata: {}\n\n')
      open.add(res)
      const mine = (c: Change) =>
        c.workspace === grant.workspace.id &&
        (!c.member || c.member === grant.actor.id) &&
        ((grant.projects === '*' && !(c.project && grant.hidden?.includes(c.project))) ||
          (c.project !== null && grant.projects !== '*' && grant.projects.includes(c.project)) ||
          c.member === grant.actor.id)
      const off = bus.on('pupitre_live', (payload) => {
        const change = JSON.parse(payload) as Change
        if (mine(change))
          res.write(
            `data: ${JSON.stringify({ topic: change.topic, ids: change.ids, project: change.project, by: change.by ?? null, word: change.word })}\n\n`,
          )
      })
      const back = bus.onReturn(() => res.write('event: catch-up\ndata: {}\n\n'))
      // Rights may have changed since: a page reconnects, and passes the gate again.
      const { actor } = grant
      const about = [
        grant.workspace.id,
        actor.kind === 'member' || actor.kind === 'key' ? actor.userId : '',
        '',
      ]
      const gates = bus.on('pupitre_gates', (whose) => void (about.includes(whose) && res.end()))
      const beat = setInterval(() => res.write(': beat\n\n'), 15_000)
      const leave = () => {
        clearInterval(beat)
        off()
        back()
        gates()
        open.delete(res)
      }
      req.on('close', leave)
      res.on('close', leave)
    },
  }
}
