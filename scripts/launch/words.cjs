// What the launcher says, in the terminal's language: French unless it asks for English. Old syntax: any Node must read this.
'use strict'
const started = Date.now()
const english = /^en/i.test(
  process.env.PUPITRE_LOCALE || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '',
)
const in2 = (fr, en) => (english ? en : fr)

/** A line of progress, on stderr: stdout belongs to what the command prints. */
function say(fr, en) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  process.stderr.write(`[pupitre ${english ? seconds : seconds.replace('.', ',')} s] ${in2(fr, en)}\n`)
}

function giveUp(fr, en, code) {
  process.stderr.write(`\npupitre : ${in2(fr, en)}\n`)
  process.exit(code || 1)
}

/** Says `line()` at once and then every 4 s until stopped, so that long work never looks dead. */
function keepSaying(fr, en) {
  const beat = setInterval(() => say(fr(), en()), 4000)
  return () => clearInterval(beat)
}

module.exports = { say, giveUp, keepSaying, in2 }
