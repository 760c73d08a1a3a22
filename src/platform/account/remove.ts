import type { Auth } from '../auth.ts'
import { invalid, Refusal } from '../errors.ts'
import { forgetGrants } from '../gates/member.ts'
import type { Session } from '../gates/sessions.ts'
import type { Platform } from '../platform.ts'

const fresh = 10 * 60_000

/**
 * Deletes the account: what the person did stays under « Ancien membre », who they were does not. Asks for the password,
 * or a session opened within ten minutes. @throws INVALID while they are the last owner of a workspace, naming it.
 */
export async function removeAccount(
  platform: Platform,
  auth: Auth,
  who: Session,
  password?: string,
): Promise<void> {
  await beSure(auth, who, password)
  const client = await platform.pools.auth.connect()
  try {
    await client.query('begin')
    // Two last owners leaving at the same moment wait for one another here.
    const { rows: orphans } = await client.query<{ name: string }>(
      `select w.name from members m join workspaces w on w.id = m.workspace_id
       where m.user_id = $1 and m.role = 'owner' and m.deactivated_at is null and m.deleted_at is null
         and not exists (select from members o where o.workspace_id = w.id and o.id <> m.id and o.role = 'owner' and o.deactivated_at is null and o.deleted_at is null)
       order by w.name for update of w`,
      [who.userId],
    )
    if (orphans.length) {
      const names = orphans.map((o) => o.name)
      throw invalid(
        {
          fr: `Vous êtes le dernier propriétaire de ${names.map((n) => `« ${n} »`).join(', ')}. Nommez un autre propriétaire d’abord.`,
          en: `You are the last owner of ${names.map((n) => `“${n}”`).join(', ')}. Name another owner first.`,
        },
        { workspaces: names },
      )
    }
    await client.query('select pupitre.forget_person($1)', [who.userId])
    await client.query("select pg_notify('pupitre_gates', $1)", [who.userId])
    await client.query('commit')
  } catch (e) {
    await client.query('rollback')
    throw e
  } finally {
    client.release()
  }
  forgetGrants(platform)
}

async function beSure(auth: Auth, who: Session, password: string | undefined): Promise<void> {
  if (password === undefined) {
    if (Date.now() - who.since.getTime() < fresh) return
    throw new Refusal(
      'FORBIDDEN',
      {
        fr: 'Par sécurité, donnez votre mot de passe, ou déconnectez-vous puis reconnectez-vous avant de supprimer le compte.',
        en: 'To be safe, give your password, or sign out and in again before deleting the account.',
      },
      { field: 'password' },
    )
  }
  const ctx = await auth.$context
  const hash = (await ctx.internalAdapter.findCredentialAccount(who.userId))?.password
  if (!hash || !(await ctx.password.verify({ hash, password })))
    throw new Refusal(
      'FORBIDDEN',
      { fr: 'Ce mot de passe n’est pas le bon.', en: 'This is not the right password.' },
      { field: 'password' },
    )
}
