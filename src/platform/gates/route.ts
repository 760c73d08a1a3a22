import type { ServerResponse } from 'node:http'
import { forbidden, notFound, Refusal } from '../errors.ts'
import { json } from '../http.ts'
import type { Right } from '../rights.ts'
import { type Call, grantFor } from '../rpc.ts'
import { type Grant, inScope, mayDoSomewhere, type Scope } from '../scope.ts'
import { memberGrant } from './member.ts'
import { isSigned, type Signed } from './signature.ts'
import { systemGrant } from './system.ts'

export type Entered = { grant: Grant; in<T>(work: (scope: Scope) => Promise<T>): Promise<T> }

/**
 * The gate of plain routes (files, downloads): a session or an API key. Passing it opens no transaction yet, so that a long
 * upload holds none; each `in` is one. `workspace` names it where the address does, since a picture sends no headers.
 */
export async function enter(
  call: Call,
  o: { right: Right; workspace?: string | null; writes?: boolean },
): Promise<Entered> {
  const byKey = call.headers.has('authorization') || call.headers.has('x-api-key')
  // A page of another site can post with our cookie, but cannot add a header.
  if (o.writes && !byKey && !call.headers.has('x-csrf-token')) throw forbidden('x-csrf-token')
  const grant = await grantOf(call, byKey ? null : (o.workspace ?? null))
  if (!mayDoSomewhere(grant, o.right)) throw forbidden(o.right)
  if (o.writes && grant.keyAccess === 'read') throw forbidden('write')
  return entered(call, grant)
}

async function grantOf(call: Call, workspace: string | null): Promise<Grant> {
  if (!workspace) return grantFor(call)
  const session = await call.session()
  if (!session)
    throw new Refusal('UNAUTHORIZED', { fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' })
  return memberGrant(call.platform, session.userId, workspace)
}

/** The gate of signed addresses: whoever holds one sees that one row, until it expires. */
export async function enterSigned(
  call: Call,
  workspaceId: string,
  s: Signed & { signature: string },
): Promise<Entered> {
  if (!isSigned(call.platform, s, s.signature)) throw notFound(s.what)
  return entered(call, await systemGrant(call.platform, workspaceId, 'signed link'))
}

const entered = (call: Call, grant: Grant): Entered => ({
  grant,
  in: (work) => inScope(call.platform, { ...grant, requestId: call.requestId }, work),
})

/** Runs a route; a refusal becomes its status and a sentence in the reader's language. */
export async function answering(call: Call, res: ServerResponse, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (e) {
    if (!(e instanceof Refusal) || res.headersSent) throw e
    // What is still being sent is not read to its end.
    if (!res.req.complete) res.setHeader('connection', 'close')
    json(res, e.status, { code: e.code, message: e.in(call.locale).message, data: e.data })
  }
}
