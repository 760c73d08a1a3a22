import sharp from 'sharp'
import type { Scope } from '#platform/scope.ts'
import type { Project } from '#platform/tenancy/model.ts'
import type { ReviewDocument } from '../model.ts'

const house = { colour: '#1F5B4C', accent: '#A87614' }

/** Whose review it is: the client's name, colours and logo, or the project's when it has no client. */
export async function cover(scope: Scope, project: Project): Promise<ReviewDocument['cover']> {
  const { rows } = await scope.sql<{ name: string; colour: string; accent: string; logo: string | null }>(
    'select name, colour, accent, logo_file_id as logo from organisations where id = $1',
    [project.clientId],
  )
  const { rows: lead } = await scope.sql<{ name: string }>('select name from members where id = $1', [
    project.leadId,
  ])
  const client = rows[0]
  return {
    workspace: scope.workspace.name,
    workspaceSlug: scope.workspace.slug,
    projectId: project.id,
    project: project.name,
    projectSlug: project.slug,
    summary: project.summary,
    client: client?.name ?? null,
    lead: lead[0]?.name ?? null,
    colour: client?.colour ?? project.colour ?? house.colour,
    accent: client?.accent ?? house.accent,
    logo: client?.logo ? await logoOf(scope, client.logo) : null,
  }
}

/** The logo as a small PNG. Who may read the client's name may see its logo, even where the workspace's files stay closed. */
async function logoOf(scope: Scope, fileId: string): Promise<string | null> {
  const { platform } = scope
  const { rows } = await platform.pools.auth.query<{ key: string }>(
    'select storage_key as key from files where id = $1 and workspace_id = $2 and deleted_at is null',
    [fileId, scope.workspace.id],
  )
  if (!rows[0]) return null
  try {
    const chunks: Buffer[] = []
    for await (const chunk of await platform.storage.get(rows[0].key)) chunks.push(chunk as Buffer)
    const png = await sharp(Buffer.concat(chunks), { density: 144, limitInputPixels: 50_000_000 })
      .resize({ width: 480, height: 200, fit: 'inside', withoutEnlargement: true })
      .png()
      .toBuffer()
    return `data:image/png;base64,${png.toString('base64')}`
  } catch (err) {
    // A picture that cannot be read leaves the name in its place.
    platform.log.warn({ err }, 'logo')
    return null
  }
}
