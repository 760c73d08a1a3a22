/** fetch() cannot say how much of a body has gone; XMLHttpRequest can. */
export function send(
  url: string,
  file: File,
  progress: (done: number) => void,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('x-csrf-token', 'orpc')
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded }) => progress(loaded)
    request.onload = () => (request.status < 300 ? resolve(request.response) : reject(refusalOf(request)))
    request.onerror = () => reject(new TypeError('network'))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

function refusalOf({ status, response }: XMLHttpRequest) {
  const { message } = (response ?? {}) as { message?: string }
  return Object.assign(new Error(message ?? `HTTP ${status}`), { status })
}
