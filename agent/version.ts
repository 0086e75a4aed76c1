declare const AGENT_VERSION: string | undefined

/** The version of package.json, put in by bin/build-agent.ts; `development` when run from the sources. */
export const agentVersion = typeof AGENT_VERSION === 'string' ? AGENT_VERSION : 'development'
