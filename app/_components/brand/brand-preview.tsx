'use client'

import { FileText, LayoutGrid, TriangleAlert } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useWords } from '@/app/_components/i18n/provider'
import { accentProperties } from './accent'
import type { BrandValues } from './brand-form-values'
import { BrandMark, initial } from './brand-mark'

type Props = { values: BrandValues; accent: string; logo: string | null; favicon: string | null; host: string }

/** The sign-in page, the navigation and the head of a mail as the brand would have them, in both modes. */
export function BrandPreview(props: Props) {
  const { t } = useWords()
  return (
    <div className="grid gap-3.5 sm:grid-cols-2">
      {(['light', 'dark'] as const).map((mode) => (
        <div
          key={mode}
          role="img"
          aria-label={t(`brandForm.previewOf.${mode}`, { product: props.values.productName })}
          className="brand-preview grid content-start gap-3 rounded-[10px] border border-line bg-canvas p-3 text-ink"
          data-theme={mode}
          style={accentProperties(props.accent) as CSSProperties}
        >
          <SignInSample {...props} />
          <NavigationSample {...props} />
          <MailSample {...props} />
        </div>
      ))}
    </div>
  )
}

const mark = (values: BrandValues) => ({ productName: values.productName, logo: null })

function SignInSample({ values, logo, favicon, host }: Props) {
  const { t } = useWords()
  const contacts = [values.supportEmail, values.supportPhone, values.supportUrl && t('brandForm.sample.site')].filter(Boolean)
  return (
    <div className="overflow-hidden rounded-[8px] border border-line">
      <div className="flex items-center gap-1.5 border-line border-b bg-raised px-2 py-1.5 text-[11px]">
        {favicon ? (
          // biome-ignore lint/performance/noImgElement: a data address or one of this host, made to size already
          <img src={favicon} alt="" className="size-3.5 shrink-0 object-contain" />
        ) : (
          <span className="grid size-3.5 shrink-0 place-items-center rounded-[4px] bg-accent-fill font-bold text-[9px] text-on-accent">
            {initial(values.productName)}
          </span>
        )}
        <span className="truncate">{t('brandForm.sample.tab', { product: values.productName })}</span>
      </div>
      <div className="grid place-items-center bg-canvas px-3 py-4">
        <div className="grid w-full max-w-60 gap-2 rounded-[10px] border border-line bg-panel p-3.5 shadow-panel">
          <span className="flex min-w-0 items-center gap-2 font-semibold text-[12.5px]">
            <BrandMark brand={mark(values)} address={logo} size={26} />
            <span className="truncate">{values.productName}</span>
          </span>
          <span className="font-semibold text-[13px] leading-tight [overflow-wrap:anywhere]">
            {t('brandForm.sample.heading', { product: values.productName })}
          </span>
          <span className="h-6 rounded-[6px] border border-edge bg-panel" />
          <span className="h-6 rounded-[6px] border border-edge bg-panel" />
          <span className="rounded-[6px] bg-accent-fill py-1 text-center font-medium text-[12px] text-on-accent">
            {t('brandForm.sample.signIn')}
          </span>
          {contacts.length > 0 && (
            <span className="flex flex-wrap gap-x-2 border-line border-t pt-2 text-[11px] text-accent underline underline-offset-2 [overflow-wrap:anywhere]">
              {contacts.map((contact) => (
                <span key={contact}>{contact}</span>
              ))}
            </span>
          )}
        </div>
        <span className="mt-2 max-w-full truncate text-[10.5px] text-muted">{host}</span>
      </div>
    </div>
  )
}

function NavigationSample({ values, logo }: Props) {
  const { t } = useWords()
  return (
    <div className="grid gap-0.5 rounded-[8px] border border-line bg-panel p-2 text-[12px]">
      <span className="flex min-w-0 items-center gap-2 px-1 pb-1.5 font-semibold">
        <BrandMark brand={mark(values)} address={logo} size={22} />
        <span className="truncate">{values.productName}</span>
      </span>
      <span className="flex items-center gap-2 rounded-[6px] bg-accent-soft px-1.5 py-1 font-semibold text-accent">
        <LayoutGrid className="size-3.5" />
        {t('brandForm.sample.controlRoom')}
      </span>
      <span className="flex items-center gap-2 px-1.5 py-1">
        <FileText className="size-3.5" />
        {t('brandForm.sample.contracts')}
      </span>
      <span className="flex items-center gap-2 px-1.5 py-1">
        <TriangleAlert className="size-3.5" />
        {t('brandForm.sample.alerts')}
      </span>
    </div>
  )
}

function MailSample({ values }: Props) {
  const { t } = useWords()
  return (
    <div className="grid gap-2 rounded-[8px] border border-line bg-panel p-2.5 text-[11.5px]">
      <span className="[overflow-wrap:anywhere]">
        <span className="text-muted">{t('brandForm.sample.from')} </span>
        <span className="font-semibold">{values.productName}</span>{' '}
        <span className="text-muted">&lt;{values.mailSender || t('brandForm.sample.platformSender')}&gt;</span>
      </span>
      <span className="flex min-w-0 items-center gap-2 border-line border-t pt-2 font-semibold text-[12.5px]">
        <span className="grid size-6 shrink-0 place-items-center rounded-[6px] bg-accent-fill font-bold text-on-accent">
          {initial(values.productName)}
        </span>
        <span className="truncate">{values.productName}</span>
      </span>
      <span className="font-semibold text-[13px]">{t('brandForm.sample.mailHeading')}</span>
      <span className="justify-self-start rounded-[6px] bg-accent-fill px-2.5 py-1 font-medium text-on-accent">
        {t('brandForm.sample.mailAction')}
      </span>
    </div>
  )
}
