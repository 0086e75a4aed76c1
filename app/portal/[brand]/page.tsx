import { redirect } from 'next/navigation'
import { findSignedIn } from '@/lib/auth/gate'
import { landingPath } from '@/lib/auth/landing'

export default async function HomePage() {
  const actor = await findSignedIn()
  redirect(actor ? landingPath(actor) : '/sign-in')
}
