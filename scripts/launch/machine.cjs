// Refuses, in one sentence, the machines Pupitre cannot run on. Old syntax: an old Node must reach the refusal.
'use strict'
const { giveUp } = require('./words.cjs')

function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    giveUp(
      `Node ${process.versions.node} est trop ancien. Installez Node 20.19 ou plus récent (https://nodejs.org), puis relancez.`,
      `Node ${process.versions.node} is too old. Install Node 20.19 or later (https://nodejs.org), then start again.`,
    )
  if (process.platform === 'win32')
    giveUp(
      'Windows n’est pas pris en charge directement. Lancez Pupitre dans WSL2 (https://learn.microsoft.com/windows/wsl/install).',
      'Windows is not supported directly. Start Pupitre inside WSL2 (https://learn.microsoft.com/windows/wsl/install).',
    )
  const known = ['linux', 'darwin'].includes(process.platform) && ['x64', 'arm64'].includes(process.arch)
  if (!known)
    giveUp(
      `Pupitre ne connaît pas cette machine (${process.platform} ${process.arch}) : il lui faut Linux ou macOS, x64 ou arm64.`,
      `Pupitre does not know this machine (${process.platform} ${process.arch}): it needs Linux or macOS, x64 or arm64.`,
    )
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime)
    giveUp(
      'Ce Linux utilise musl (Alpine) et les moteurs embarqués demandent glibc : prenez une image Debian, par exemple node:22-slim.',
      'This Linux uses musl (Alpine) and the embedded engines need glibc: take a Debian image, such as node:22-slim.',
    )
}

module.exports = { checkMachine }
