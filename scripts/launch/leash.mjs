// Preloaded into what the launcher starts: when the launcher is gone without a word (kill -9), stop as if asked to.
const launcher = process.ppid
const watch = setInterval(() => {
  if (process.ppid === launcher) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
}, 500)
watch.unref()
