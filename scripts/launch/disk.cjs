// What is said when the disk will not take more.
'use strict'
const fs = require('node:fs')
const os = require('node:os')
const { giveUp } = require('./words.cjs')

const freeBytes = (dir) => {
  try {
    const s = fs.statfsSync(dir)
    return s.bavail * s.bsize
  } catch {
    return Infinity
  }
}

const diskFull = (dir) =>
  giveUp(
    `Le disque est plein ou presque (« ${dir} ») : l’installation demande 2 Go. Libérez de la place, puis relancez.`,
    `The disk is full or nearly ("${dir}"): installing needs 2 GB. Free some room, then start again.`,
  )

const readOnly = (dir) =>
  giveUp(
    `Impossible d’écrire dans « ${dir} » : donnez-en le droit à l’utilisateur ${os.userInfo().username}, ou clonez Pupitre ailleurs.`,
    `Cannot write to "${dir}": give user ${os.userInfo().username} the right to, or clone Pupitre elsewhere.`,
  )

/** Leaves with the sentence for a failed write; any other error goes on. */
function onDiskError(error, dir) {
  const text = String(error?.message ?? error)
  if (/ENOSPC|EDQUOT|no space left/i.test(text)) diskFull(dir)
  if (/EROFS|EACCES|EPERM|read-only file system|permission denied/i.test(text)) readOnly(dir)
}

module.exports = { freeBytes, diskFull, readOnly, onDiskError }
