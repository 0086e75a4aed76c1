import { Plus } from 'lucide-react'
import { buttonClass } from '@/app/_components/ui/button'
import { Link } from '@/app/_components/ui/link'
import type { Translate } from '@/lib/i18n/translator'

export function AddMachineLink({ contractId, primary = false, t }: { contractId: string; primary?: boolean; t: Translate }) {
  return (
    <Link href={`/contracts/${contractId}/machines/new`} className={buttonClass(primary ? 'primary' : 'plain')}>
      <Plus className="size-4 max-sm:hidden" aria-hidden />
      {t('machineForm.add')}
    </Link>
  )
}
