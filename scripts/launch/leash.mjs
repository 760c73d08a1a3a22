// Preloaded into what the launcher starts: when the launcher is gone without a word (kill -9), stop as if asked to.
// By another signal than the launcher's own: asked twice by the same one, a program may leave without tidying up.
const launcher = process.ppid
const watch = setInterval(() => {
  if (process.ppid === launcher) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGHUP')
}, 500)
watch.unref()
