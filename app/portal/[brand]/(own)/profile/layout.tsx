import type { ReactNode } from 'react'
import AccountLayout from '@/app/portal/[brand]/(account)/layout'
import OperatorLayout from '@/app/portal/[brand]/(operator)/layout'
import { requireSignedIn } from '@/lib/auth/gate'

/** The own pages stand in the shell of whoever looks at them: a reseller's user or an operator. */
export default async function OwnLayout({ children }: { children: ReactNode }) {
  const actor = await requireSignedIn()
  return actor.kind === 'operator' ? <OperatorLayout>{children}</OperatorLayout> : <AccountLayout>{children}</AccountLayout>
}
