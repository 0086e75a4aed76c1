import NextLink from 'next/link'
import type { ComponentProps } from 'react'

/**
 * A link within the portal, fetched when it is followed. Every page asks the database, so to fetch ahead what is merely on screen
 * would cost the server two requests for each link in view (24 for the navigation alone) and show nothing any sooner.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />
}
