import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Reader, type Response } from 'maxmind'

/** Who was given which addresses, by the public registries (CC0): right about countries, and silent about anything closer. */
const table = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'
let reader: Reader<Response> | undefined

/** Of nobody in particular (RFC 6890): the table gives some of them to the registry they came from. */
const nobody = new BlockList()
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
] as const)
  nobody.addSubnet(net, bits)

/** The country of an address, as two letters (ISO 3166-1); empty when it is private or unknown. Looked up here: no address leaves. */
export function countryOf(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  const version = isIP(plain)
  if (!version || (version === 4 && nobody.check(plain))) return ''
  reader ??= new Reader(readFileSync(fileURLToPath(import.meta.resolve(table))))
  return (reader.get(plain) as { country_code?: string } | null)?.country_code ?? ''
}
