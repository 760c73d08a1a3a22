import { openAuth } from '../platform/auth.ts'
import { Refusal } from '../platform/errors.ts'
import type { Role } from '../platform/rights.ts'
import { ensureUser, join, makeWorkspace } from '../platform/tenancy/accounts.ts'
import { withPlatform, workspaceNamed } from './open.ts'
import { lineFromStdin, print } from './terminal.ts'

export type UserAdd = {
  email: string
  name?: string
  passwordStdin?: boolean
  workspace: string
  role: Role
  json?: boolean
}

/** Makes an account, or finds it, and gives it a place in a workspace, which an owner's arrival also makes. */
export async function addUser(o: UserAdd): Promise<void> {
  const password = o.passwordStdin ? await lineFromStdin() : undefined
  const name = o.name ?? (o.email.split('@')[0] as string)
  const made = await withPlatform(async (platform) => {
    const known = await workspaceNamed(platform, o.workspace).catch((e: unknown) => {
      if (o.role === 'owner' && e instanceof Refusal && e.code === 'NOT_FOUND') return undefined
      throw e
    })
    const user = await ensureUser(openAuth(platform), {
      email: o.email,
      name,
      ...(password !== undefined && { password }),
    })
    const workspace = known ?? (await makeWorkspace(platform, { name: o.workspace }))
    const memberId = await join(platform, {
      workspaceId: workspace.id,
      userId: user.id,
      name,
      email: o.email,
      role: o.role,
    })
    await platform.pools.auth.query("select pg_notify('pupitre_gates', '')") // a running server forgets the role it remembered
    return {
      user: { id: user.id, email: o.email.trim().toLowerCase(), made: user.made },
      workspace: { id: workspace.id, slug: workspace.slug, made: !known },
      member: { id: memberId, role: o.role },
    }
  })
  const { user, workspace } = made
  print(o.json, made, {
    fr: `${user.email} ${user.made ? 'a maintenant un compte et ' : ''}est ${o.role} de l’espace « ${workspace.slug} »${workspace.made ? ', créé à l’instant' : ''}.`,
    en: `${user.email} ${user.made ? 'now has an account and ' : ''}is ${o.role} of the workspace "${workspace.slug}"${workspace.made ? ', just made' : ''}.`,
  })
}
