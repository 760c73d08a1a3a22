// The one command: installs what is missing, then runs Pupitre on its own Node. Reads on any Node from 8 on.
'use strict'
const { checkMachine } = require('./launch/machine.cjs')
checkMachine()
const { spawn } = require('node:child_process')
const path = require('node:path')
const { pathToFileURL } = require('node:url')
const { root, at, install, packagedNode } = require('./launch/install.cjs')
const { buildWeb } = require('./launch/web.cjs')
const { say, giveUp } = require('./launch/words.cjs')

const [command = 'start', ...rest] = process.argv.slice(2)
const withDev = !(
  process.env.NODE_ENV === 'production' && ['start', 'cli', 'install', 'build'].includes(command)
)
let node = ''

function environment() {
  const bins = [path.dirname(node), at('node_modules/.bin'), process.env.PATH || ''].join(path.delimiter)
  return Object.assign({ NODE_COMPILE_CACHE: at('node_modules/.cache/compile') }, process.env, { PATH: bins })
}

/** Runs a step quietly and gives back what it said. */
const quietly = (args) =>
  new Promise((done) => {
    const env = Object.assign(environment(), { NO_COLOR: '1' })
    const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => (text += d))
    child.on('close', (code) => done({ code, text }))
  })

/** Runs a step that speaks for itself; leaves with its code when it fails. */
async function step(fr, en, args) {
  say(fr, en)
  const code = await last(args)
  if (code !== 0) process.exit(code)
}

/**
 * Runs what the command is for. It gets a process group of its own, so that Ctrl-C reaches it once, through us; and it is
 * stopped when npm is killed, whose shell passes no signal on (seen with SIGTERM), or when we are.
 */
const last = (args, { env = {}, detached = false, cwd = root } = {}) =>
  new Promise((done) => {
    const leash = pathToFileURL(at('scripts/launch/leash.mjs')).href
    const child = spawn(node, ['--import', leash, ...args], {
      cwd,
      env: Object.assign(environment(), env),
      stdio: 'inherit',
      detached,
    })
    let asked = false
    const pass = (signal) => {
      asked = true
      child.kill(signal)
    }
    for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, pass)
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      if (!asked) child.kill('SIGTERM')
    }, 500)
    child.on('error', (e) =>
      giveUp(`Node n’a pas pu démarrer : ${e.message}`, `Node could not start: ${e.message}`),
    )
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(s, pass)
      done(code === null ? 128 + ({ SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] || 1) : code)
    })
  })

const biome = 'node_modules/@biomejs/biome/bin/biome'

async function check() {
  await step('format et règles (biome)', 'format and rules (biome)', [
    biome,
    'check',
    '--error-on-warnings',
    '.',
  ])
  await step('types (tsc)', 'types (tsc)', [
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '-p',
    'tsconfig.json',
  ])
  await step('murs de la maison (check-map)', 'walls of the house (check-map)', ['scripts/check-map.ts'])
}

const commands = {
  async start() {
    await buildWeb(quietly)
    return last(['src/main.ts', 'start', ...rest], { detached: true })
  },
  async test() {
    await buildWeb(quietly)
    await check()
    return last(['scripts/test.ts', ...rest])
  },
  async dev() {
    const port = process.env.PORT || '4000'
    say(
      `pages sur http://localhost:5173, serveur sur http://localhost:${port}`,
      `pages on http://localhost:5173, server on http://localhost:${port}`,
    )
    const env = { PUPITRE_DEV: '1', PORT: port, PUPITRE_SERVER: `http://127.0.0.1:${port}` }
    return Promise.race([
      last(['--watch', '--watch-preserve-output', 'src/main.ts', 'start', ...rest], { env, detached: true }),
      last(['node_modules/vite/bin/vite.js', '--clearScreen', 'false'], { env, detached: true }),
    ]).then((code) => {
      process.kill(process.pid, 'SIGTERM')
      return new Promise((done) => setTimeout(() => done(code), 8000))
    })
  },
  async check() {
    await check()
    return 0
  },
  async bench() {
    await buildWeb(quietly)
    return last(['bench/run.ts', ...rest])
  },
  format: () => last([biome, 'format', '--write', '.']),
  /** Files named on the command line are found from where it was typed. */
  cli: () => last([at('src/cli/main.ts'), ...rest], { cwd: process.env.INIT_CWD || process.cwd() }),
  /** Prepare without starting: what an image is built with. */
  install: async () => 0,
  async build() {
    await buildWeb(quietly)
    return 0
  },
}

async function main() {
  if (!Object.keys(commands).includes(command))
    giveUp(
      `Commande inconnue : ${command}. Il y a ${Object.keys(commands).join(', ')}.`,
      `Unknown command: ${command}. There are ${Object.keys(commands).join(', ')}.`,
      2,
    )
  await install(withDev)
  node = packagedNode()
  process.exit(await commands[command]())
}

main().catch((e) => giveUp(e.stack || String(e), e.stack || String(e)))
