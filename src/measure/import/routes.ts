import { randomUUID } from 'node:crypto'
import { invalid, Refusal } from '#platform/errors.ts'
import { answering, enter } from '#platform/gates/route.ts'
import { json, type Route } from '#platform/http.ts'
import { enqueueWeblog } from './queue.ts'

/** Two gigabytes, gzipped or not: a year of a busy site. */
const mostBytes = 2 * 1024 ** 3

const nameOf = (header: unknown) => {
  try {
    return decodeURIComponent(String(header ?? '')) || 'access.log'
  } catch {
    return 'access.log'
  }
}

/** `POST /imports/weblog?workspace=…&site=…`: the body is the log, its name in `x-file-name`. Answers with the job that reads it. */
const upload: Route = {
  method: 'POST',
  path: '/imports/weblog',
  run: (req, res, { url, platform, call }) =>
    answering(call, res, async () => {
      const gate = await enter(call, {
        right: 'contribute',
        workspace: url.searchParams.get('workspace'),
        writes: true,
      })
      const siteId = url.searchParams.get('site') ?? ''
      const size = Number(req.headers['content-length'])
      if (!size)
        throw invalid({
          fr: 'Ce fichier est vide, ou sa taille n’est pas annoncée.',
          en: 'This file is empty, or its size is not given.',
        })
      if (size > mostBytes)
        throw new Refusal('TOO_LARGE', {
          fr: 'Ce journal dépasse 2 Go. Découpez-le, ou passez par la ligne de commande.',
          en: 'This log is larger than 2 GB. Split it, or use the command line.',
        })
      const key = `${randomUUID()}.weblog`
      const begin = await gate.in((scope) => enqueueWeblog.check(scope, siteId))
      await platform.storage.put(key, req, size, 'application/octet-stream')
      try {
        const job = await gate.in((scope) =>
          enqueueWeblog.begin(scope, begin, { key, size, fileName: nameOf(req.headers['x-file-name']) }),
        )
        json(res, 202, { job })
      } catch (e) {
        await platform.storage.remove(key)
        throw e
      }
    }),
}

export const weblogRoutes: Route[] = [upload]
