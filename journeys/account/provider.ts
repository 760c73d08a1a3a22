import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A company's identity provider: its people sign in by typing their address on its own pages. */
export async function openProvider(): Promise<{
  issuer: string
  accept: (callback: string) => void
  close: () => void
}> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  return {
    issuer,
    // Whoever runs the provider declares the address that Pupitre showed.
    accept(callback) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: 'pupitre', client_secret: 'secret-de-pupitre', redirect_uris: [callback] }],
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
        features: { devInteractions: { enabled: true } },
        cookies: { keys: ['journey'] },
        conformIdTokenClaims: false,
        findAccount: (_context, sub) => ({
          accountId: sub,
          claims: async () => ({ sub, email: sub, email_verified: true, name: 'Inès Faure' }),
        }),
      })
      server.on('request', provider.callback())
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
