/** Facts that the front door and the middleware set on every request; what a client sends under these names is dropped there. */
export const HOST_HEADER = 'x-portal-host'
export const ADDRESS_HEADER = 'x-portal-address'
export const FACT_PREFIX = 'x-portal-'

/** Brands' pictures: opened by themselves they may neither run, fetch nor be framed, whatever is in them. */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

/** Whether a picture that somebody has uploaded is served there. */
export const isPicturePath = (path: string): boolean => /^\/brand-(logo|icon)$|^\/operator\/brands\/[^/]+\/(logo|favicon)$/.test(path)
