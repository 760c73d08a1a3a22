import fs from 'node:fs'
import path from 'node:path'
import { ExportRequest, type Format } from '../work/export/model.ts'
import { writeExport } from '../work/export/write.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { projectNamed } from './project.ts'
import { print } from './terminal.ts'

export type ExportTasks = {
  project?: string
  format: Format
  out: string
  workspace?: string
  json?: boolean
}

/** Writes the tasks of a project, or of all projects, to a file. */
export async function exportTasks(o: ExportTasks): Promise<void> {
  const to = path.resolve(o.out)
  const file = await withPlatform(async (platform) => {
    const workspace = await theWorkspace(platform, o.workspace)
    return inWorkspace(platform, workspace.id, async (scope) =>
      writeExport(
        scope,
        ExportRequest.parse({
          projectId: o.project ? await projectNamed(scope, o.project) : null,
          format: o.format,
        }),
      ),
    )
  })
  fs.writeFileSync(to, file.body)
  print(
    o.json,
    { file: to, format: o.format, tasks: file.tasks, bytes: fs.statSync(to).size },
    {
      fr: `${file.tasks} tâches écrites dans ${to}.`,
      en: `${file.tasks} tasks written to ${to}.`,
    },
  )
}
