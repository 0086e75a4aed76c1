const LONGEST = 40

/**
 * What a kit's files, folders and services are called: the product's name in small letters, digits and dashes, safe in any shell. It
 * ends in `-agent`, so that no product is called like a program or a service of the system.
 */
export function kitIdentifier(productName: string): string {
  const words = productName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[œŒ]/g, 'oe')
    .replace(/[æÆ]/g, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '')
  return `${words || 'backup'}-agent`
}
