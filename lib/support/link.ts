import { createHash } from 'node:crypto'

/** What is stored of a link's token; 256 random bits need no salt. */
export const hashLink = (token: string): Buffer => createHash('sha256').update(token).digest()
