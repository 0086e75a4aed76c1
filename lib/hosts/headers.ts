/** Facts that the front door and the middleware set on every request; what a client sends under these names is dropped there. */
export const HOST_HEADER = 'x-portal-host'
export const ADDRESS_HEADER = 'x-portal-address'
export const FACT_PREFIX = 'x-portal-'
