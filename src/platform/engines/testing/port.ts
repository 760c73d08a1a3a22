import { type AddressInfo, createServer } from 'node:net'

/** A port nobody listens on, as the system gives it. */
export const freePort = () =>
  new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
