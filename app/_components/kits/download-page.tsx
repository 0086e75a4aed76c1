import { headers } from 'next/headers'
import { LanguageProvider } from '@/app/_components/i18n/provider'
import { requestLocale, requestTexts } from '@/app/_components/i18n/request'
import { LanguageSwitch } from '@/app/_components/shell/language-switch'
import { Support } from '@/app/_components/sign-in/support'
import { Link } from '@/app/_components/ui/link'
import { Panel } from '@/app/_components/ui/panel'
import { Toaster } from '@/app/_components/ui/toaster'
import { currentBrand, currentOrigin } from '@/lib/auth/gate'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { formatter } from '@/lib/i18n/formatter'
import { kitIdentifier } from '@/lib/kits/identifier'
import { archivePath } from '@/lib/kits/install-command'
import { isPlatform, kitPlatforms, platformNames, platformOf } from '@/lib/kits/platforms'
import type { Offer } from '@/lib/kits/types'
import { ArchiveList } from './archive-list'
import { InstallGuide } from './install-guide'
import { KitMark } from './kit-mark'
import { NoKit } from './no-kit'

type Props = { offer: Offer; code: string | null; platform: unknown }

/** The public page of a kit (requirements F2): the system is told by the browser, all three are offered, and nothing needs a script. */
export async function DownloadPage({ offer, code, platform: asked }: Props) {
  const [brand, origin, locale, t, facts] = await Promise.all([currentBrand(), currentOrigin(), requestLocale(), requestTexts(), headers()])
  const detected = platformOf(facts.get('user-agent'))
  const platform = isPlatform(asked) ? asked : detected
  const f = formatter(locale, 'Europe/Paris')
  const kit = offer.kind === 'kit' ? offer.kit : null
  const archive = kit?.archives.find((each) => each.platform === platform)
  return (
    <LanguageProvider locale={locale} timeZone="Europe/Paris" messages={compiledMessages(locale, ['ui'])}>
      <main className="mx-auto grid min-h-dvh w-full max-w-3xl content-start gap-4 px-3 py-6 sm:py-10">
        {kit && archive ? (
          <>
            <header className="flex items-center gap-3.5">
              <KitMark kit={kit} size={52} />
              <div className="min-w-0">
                <h1 className="font-semibold text-[22px] tracking-[-0.015em] [overflow-wrap:anywhere]">
                  {t('download.heading', { product: kit.productName })}
                </h1>
                <p className="text-muted">{t('download.intro', { version: kit.version, date: f.date(kit.publishedAt.getTime()) })}</p>
              </div>
            </header>
            <Panel title={t('download.platforms')} titleId="platforms">
              <ArchiveList
                label={t('download.platforms')}
                entries={kitPlatforms.map((each) => {
                  const found = kit.archives.find((of) => of.platform === each)
                  return {
                    platform: each,
                    name: platformNames[each],
                    href: archivePath(code, each),
                    label: t('download.get', { platform: platformNames[each] }),
                    note: each === detected ? t('download.yours') : undefined,
                    size: found && f.bytes(found.byteCount),
                    archive: found,
                  }
                })}
              />
            </Panel>
            <Panel title={t('download.installFor', { platform: platformNames[platform] })} titleId="install">
              <InstallGuide
                place={{ origin, code, id: kitIdentifier(kit.productName) }}
                archive={archive}
                path={code ? `/download/${code}` : '/download'}
                t={t}
              />
            </Panel>
            <Support brand={kit} t={t} />
          </>
        ) : (
          <NoKit kind={offer.kind === 'link_needed' ? 'link_needed' : 'none'} brand={brand} t={t} />
        )}
        <footer className="flex flex-wrap items-center justify-between gap-3 text-[13px] text-muted">
          <Link href="/sign-in" className="underline underline-offset-2 hover:text-ink">
            {t('download.signIn')}
          </Link>
          <div className="w-48">
            <LanguageSwitch locale={locale} />
          </div>
        </footer>
      </main>
      <Toaster />
    </LanguageProvider>
  )
}
