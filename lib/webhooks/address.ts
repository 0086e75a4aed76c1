import { BlockList, isIP } from 'node:net'

/**
 * What an IPv4 address may not be (the special-purpose registry of the IANA, and what clouds answer their machines on): this machine,
 * private, shared (CGNAT), link-local with the metadata services, protocol and documentation ranges, multicast, reserved, broadcast.
 */
const REFUSED_4 = networks(
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  '168.63.129.16/32',
)
/** Of IPv6 only what is routed in the world may be; so mapped IPv4, NAT64, ULA, link-local, multicast and loopback are out by themselves. */
const GLOBAL_6 = networks('2000::/3')
/** And of that not what carries IPv4 inside (Teredo, 6to4), nor protocol and documentation ranges. */
const REFUSED_6 = networks('2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20')

/** Whether an address lies in the open internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !REFUSED_4.check(address, 'ipv4')
  return family === 6 && !address.includes('%') && GLOBAL_6.check(address, 'ipv6') && !REFUSED_6.check(address, 'ipv6')
}

/** Whether an address lies in one of the networks, each written as 10.20.0.0/16 or fd00::/8. */
export function isIn(list: readonly string[], address: string): boolean {
  const family = isIP(address)
  return family !== 0 && !address.includes('%') && networks(...list).check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Whether a text names a network: an address, a slash, and how many bits of it count. */
export function isNetwork(text: string): boolean {
  const [, address, bits] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const family = isIP(address ?? '')
  return family !== 0 && !address?.includes('%') && Number(bits) <= (family === 4 ? 32 : 128)
}

function networks(...list: string[]): BlockList {
  const made = new BlockList()
  for (const network of list) {
    const [address = '', bits] = network.split('/')
    made.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return made
}
