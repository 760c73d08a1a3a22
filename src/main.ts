import fs from 'node:fs'
import path from 'node:path'
import { readConfig } from './platform/config.ts'
import { startEngines } from './platform/engines/engines.ts'

const say = (m: string) => process.stderr.write(`${m}\n`)

/** What the person at the terminal can do about it, in one sentence. */
function inPlainWords(e: NodeJS.ErrnoException): string {
  const fr = !/^en/i.test(process.env.LC_ALL ?? process.env.LANG ?? 'fr')
  if (e.code === 'EADDRINUSE')
    return fr
      ? `Le port ${process.env.PORT ?? 4000} est déjà pris. Arrêtez l’autre programme, ou choisissez-en un : PORT=4001 npm start`
      : `Port ${process.env.PORT ?? 4000} is already in use. Stop the other program, or choose another: PORT=4001 npm start`
  if (e.code === 'EACCES' && e.syscall === 'listen')
    return fr
      ? `Le port ${process.env.PORT} est réservé à l’administrateur : choisissez-en un au-dessus de 1024.`
      : `Port ${process.env.PORT} is reserved for the administrator: choose one above 1024.`
  return e.message
}

/** Starts the engines, opens the platform, serves, and stops it all in the opposite order. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const undo: (() => Promise<void>)[] = []
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= (async () => {
      for (const step of undo.reverse()) await step().catch((e: Error) => say(e.message))
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)))
  try {
    // The engines are processes of their own: while they start, this one reads its program.
    const starting = startEngines({ ...config, say })
    starting.catch(() => {}) // told below, after the program is read
    const [{ openPlatform }, { serve }] = await Promise.all([
      import('./platform/platform.ts'),
      import('./server.ts'),
    ])
    const engines = await starting
    undo.push(() => engines.stop())
    const platform = await openPlatform(config, engines, { say })
    undo.push(() => platform.close())
    const serving = await serve(platform)
    undo.push(() => serving.stop())
    fs.writeFileSync(path.join(config.data, 'port'), String(serving.port))
    if (config.role !== 'worker') say(`Pupitre : ${config.publicUrl}`)
  } catch (e) {
    say(inPlainWords(e as NodeJS.ErrnoException))
    await stop()
    process.exit(1)
  }
}

main().catch((e: Error) => {
  say(inPlainWords(e))
  process.exit(1)
})
