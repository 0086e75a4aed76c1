import { notFound } from 'next/navigation'
import { NotFoundError } from '@/lib/errors'

/** What a query found; its NotFoundError becomes the 404 page. */
export async function orNotFound<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}
