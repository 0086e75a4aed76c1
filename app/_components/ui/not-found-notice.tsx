import { Compass } from 'lucide-react'
import type { Translate } from '@/lib/i18n/translator'
import { buttonClass } from './button'
import { EmptyState } from './empty-state'

export function NotFoundNotice({ t }: { t: Translate }) {
  return (
    <EmptyState icon={Compass} title={t('errors.notFound')} heading="h1" text={t('errors.notFoundText')}>
      {/* A plain link: the landing page may lie outside this layout, or lead to sign-in. */}
      <a href="/" className={buttonClass()}>
        {t('errors.home')}
      </a>
    </EmptyState>
  )
}
