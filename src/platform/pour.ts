import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Sends bytes as an answer. A reader who leaves, before or in the middle, is no accident; what was opened is closed. */
export async function pour(bytes: Readable, to: Writable): Promise<void> {
  try {
    await pipeline(bytes, to)
  } catch (e) {
    const { code } = e as NodeJS.ErrnoException
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ERR_STREAM_UNABLE_TO_PIPE') throw e
  } finally {
    // A pipe that never began closes nothing by itself.
    bytes.destroy()
  }
}
