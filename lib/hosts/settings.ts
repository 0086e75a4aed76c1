type HostSettings = {
  /** On these agents of every brand are answered, so that no brand can have them (AGENT_HOSTS). */
  technicalHosts: readonly string[]
  /** Asked for proofs instead of the machine's own resolvers (DNS_SERVERS). */
  dnsServers: readonly string[]
}

// The front door and Next's bundle are two module graphs in one process.
const shared = globalThis as typeof globalThis & { portalHostSettings?: HostSettings }

/** Tells the commands what the environment says of hosts; called once at the start. */
export function setHostSettings(settings: HostSettings): void {
  shared.portalHostSettings = settings
}

export const hostSettings = (): HostSettings => shared.portalHostSettings ?? { technicalHosts: [], dnsServers: [] }
