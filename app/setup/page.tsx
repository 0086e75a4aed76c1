import { headers } from 'next/headers'
import { setUpLocale } from '@/app/_components/setup/locale'
import { SetUpForm } from '@/app/_components/setup/set-up-form'
import { suggestedHost } from '@/app/_components/setup/set-up-values'
import { HOST_HEADER } from '@/lib/hosts/headers'
import { translator } from '@/lib/i18n/translator'

/** Where every host leads while the database is empty (requirements G1); the middleware lets nobody in afterwards. */
export default async function SetUpPage() {
  const locale = await setUpLocale()
  const t = translator(locale)
  const host = suggestedHost((await headers()).get(HOST_HEADER))
  return (
    <main className="grid min-h-dvh content-center justify-items-center p-4">
      <div className="w-full max-w-[560px] rounded-panel border border-line bg-panel p-6 shadow-panel sm:p-8">
        <h1 className="mb-2 font-semibold text-[19px] tracking-[-0.015em]">{t('setup.heading')}</h1>
        <p className="mb-6 text-muted">{t('setup.intro')}</p>
        <SetUpForm values={{ code: '', productName: '', host, locale, displayName: '', userName: '', email: '' }} />
      </div>
    </main>
  )
}
