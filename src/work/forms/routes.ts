import { notFound } from '#platform/errors.ts'
import { nameSent } from '#platform/files/incoming.ts'
import { knock } from '#platform/gates/knock.ts'
import { answering, enter } from '#platform/gates/route.ts'
import { json, type Route } from '#platform/http.ts'
import { receiveForForm } from './service.ts'

/**
 * `POST /forms/files?question=…` : the body is a file for a question of a form, its name in `x-file-name`. From outside the key
 * of the form is in `x-form-key`, never in the address, which is logged; a member names the form and the workspace.
 */
const upload: Route = {
  method: 'POST',
  path: '/forms/files',
  run: (req, res, { url, platform, call }) =>
    answering(call, res, async () => {
      const q = (key: string) => url.searchParams.get(key) ?? ''
      const key = req.headers['x-form-key']
      const about = { name: nameSent(req), question: q('question') }
      if (typeof key === 'string') {
        const file = await receiveForForm(
          platform,
          (work) => knock(call, 'form', key, (scope, door) => work(scope, door.rowId)),
          req,
          { ...about, outside: true },
        )
        return json(res, 201, file)
      }
      const gate = await enter(call, { right: 'see', workspace: q('workspace'), writes: true })
      const id = q('form')
      if (!id) throw notFound('form')
      json(
        res,
        201,
        await receiveForForm(platform, (work) => gate.in((scope) => work(scope, id)), req, {
          ...about,
          outside: false,
        }),
      )
    }),
}

export const formRoutes: Route[] = [upload]
